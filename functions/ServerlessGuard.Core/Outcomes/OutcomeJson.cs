using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Outcomes;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(OutcomeDocument))]
[JsonSerializable(typeof(ModelOutcomes))]
[JsonSerializable(typeof(ServedBy))]
internal sealed partial class OutcomeJson : JsonSerializerContext;
