using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Callers;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CallerKeyDocument))]
internal sealed partial class CallerKeyJson : JsonSerializerContext;
