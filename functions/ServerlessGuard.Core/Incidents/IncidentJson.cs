using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Incidents;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Incident))]
internal sealed partial class IncidentJson : JsonSerializerContext;
