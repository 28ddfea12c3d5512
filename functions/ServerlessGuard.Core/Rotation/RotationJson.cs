using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Rotation;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CredentialState))]
internal sealed partial class RotationJson : JsonSerializerContext;
