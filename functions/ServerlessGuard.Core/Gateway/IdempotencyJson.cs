using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Gateway;

[JsonSerializable(typeof(KeptAnswer))]
[JsonSerializable(typeof(RecordedAnswer))]
internal sealed partial class IdempotencyJson : JsonSerializerContext;
