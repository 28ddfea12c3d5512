using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Deployments;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ModelRollbacks))]
internal sealed partial class DeploymentJson : JsonSerializerContext;
