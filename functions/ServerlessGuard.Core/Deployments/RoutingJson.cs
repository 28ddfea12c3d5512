using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Deployments;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ModelRoute))]
internal sealed partial class RoutingJson : JsonSerializerContext;
