using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Credentials;

/// <summary>
/// The credentials of the policy: age, next rotation, last proof and the rotation in progress. It returns no key and no fingerprint of one.
/// </summary>
internal sealed class CredentialsEndpoint(RotationReader rotations) : GuardEndpoint
{
    public const string Path = "/guard/credentials";

    public override string Route => Path;

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get];

    public override EndpointAccess Access => EndpointAccess.Auditor;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var views = new List<CredentialView>();
        foreach (var policy in request.Policy.Credentials.Values.OrderBy(static c => c.Id, StringComparer.Ordinal))
        {
            views.Add(await rotations.ReadAsync(policy, cancellationToken));
        }

        await JsonResponse.WriteAsync(
            request.Http,
            json =>
            {
                json.WritePropertyName("credentials");
                JsonSerializer.Serialize(json, views, CredentialsJson.Default.ListCredentialView);
            },
            cancellationToken);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<CredentialView>))]
internal sealed partial class CredentialsJson : JsonSerializerContext;
