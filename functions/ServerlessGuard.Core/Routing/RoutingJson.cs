using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Routing;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ModelRoute))]
internal sealed partial class RoutingJson : JsonSerializerContext;
