using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace ServerlessGuard.Web.Identity;

/// <summary>The credential of a request, from <c>Authorization: Bearer</c> or <c>api-key</c> (as Azure OpenAI's clients send it).</summary>
/// <param name="Value">Null when none was sent, or when <paramref name="Problem"/> is set.</param>
/// <param name="Problem">The reason why the headers do not hold exactly one credential.</param>
internal readonly record struct Credential(string? Value, string? Problem)
{
    private const int MaxLength = 16 * 1024;
    private const string Bearer = "Bearer ";

    public static Credential Read(IHeaderDictionary headers)
    {
        var authorization = headers.Authorization;
        var apiKey = headers["api-key"];
        if (authorization.Count > 1 || apiKey.Count > 1)
        {
            // With two credentials, a proxy and this guard could each trust a different one.
            return new Credential(null, "credential-ambiguous");
        }

        string? bearer = null;
        if (authorization is [{ Length: > 0 } value])
        {
            if (!value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            {
                return new Credential(null, "credential-scheme");
            }

            bearer = value[Bearer.Length..].Trim();
        }

        var key = StringValues.IsNullOrEmpty(apiKey) ? null : apiKey[0]!.Trim();
        if (bearer is not null && key is not null && !string.Equals(bearer, key, StringComparison.Ordinal))
        {
            return new Credential(null, "credential-ambiguous");
        }

        return bearer is null && key is null ? new Credential(null, null) : Of((bearer ?? key)!);
    }

    public static Credential Of(string presented) =>
        presented.Length > MaxLength ? new Credential(null, "credential-too-long")
        : presented.AsSpan().ContainsAnyExceptInRange('!', '~') ? new Credential(null, "credential-malformed")
        : new Credential(presented, null);

    public override string ToString() => "Credential";
}
