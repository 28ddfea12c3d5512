using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Review;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CaseRecord))]
[JsonSerializable(typeof(CaseContent))]
[JsonSerializable(typeof(ReleaseTicket))]
[JsonSerializable(typeof(QueueLoad))]
internal sealed partial class CaseJson : JsonSerializerContext;
