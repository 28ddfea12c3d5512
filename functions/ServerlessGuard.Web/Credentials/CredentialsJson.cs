using System.Text.Json.Serialization;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Web.Credentials;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<CredentialView>))]
internal sealed partial class CredentialsJson : JsonSerializerContext;
