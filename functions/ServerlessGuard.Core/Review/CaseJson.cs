using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Review;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CaseRecord))]
[JsonSerializable(typeof(CaseContent))]
[JsonSerializable(typeof(ReleaseTicket))]
internal sealed partial class CaseJson : JsonSerializerContext;
