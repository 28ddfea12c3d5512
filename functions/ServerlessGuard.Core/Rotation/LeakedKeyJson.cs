using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Rotation;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LeakedKeyEvent))]
internal sealed partial class LeakedKeyJson : JsonSerializerContext;
