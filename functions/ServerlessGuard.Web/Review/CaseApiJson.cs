using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Web.Review;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CaseView))]
[JsonSerializable(typeof(CasePageView))]
[JsonSerializable(typeof(CaseContentView))]
[JsonSerializable(typeof(QueueLoad))]
[JsonSerializable(typeof(EngineRequestBody))]
[JsonSerializable(typeof(CaseNotification))]
internal sealed partial class CaseApiJson : JsonSerializerContext;
