using Microsoft.AspNetCore.Http;

namespace ServerlessGuard.Web.Identity;

/// <summary>
/// The credential of a request, from <c>Authorization: Bearer</c>, <c>api-key</c> (as Azure OpenAI's clients send it) or <c>x-api-key</c>
/// (as Anthropic's clients and LiteLLM's guardrails do).
/// </summary>
/// <param name="Value">Null when none was sent, or when <paramref name="Problem"/> is set.</param>
/// <param name="Problem">The reason why the headers do not hold exactly one credential.</param>
internal readonly record struct Credential(string? Value, string? Problem)
{
    private const int MaxLength = 16 * 1024;

    private static readonly (string Header, string Scheme)[] Places = [("Authorization", "Bearer "), ("api-key", ""), ("x-api-key", "")];

    public static Credential Read(IHeaderDictionary headers)
    {
        string? sent = null;
        foreach (var (name, scheme) in Places)
        {
            var values = headers[name];
            if (values.Count > 1)
            {
                // With two credentials, a proxy and this guard could each trust a different one.
                return new Credential(null, "credential-ambiguous");
            }

            if (values is not [{ Length: > 0 } value])
            {
                continue;
            }

            if (!value.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return new Credential(null, "credential-scheme");
            }

            var one = value[scheme.Length..].Trim();
            if (sent is not null && !string.Equals(sent, one, StringComparison.Ordinal))
            {
                return new Credential(null, "credential-ambiguous");
            }

            sent = one;
        }

        return sent is null ? new Credential(null, null) : Of(sent);
    }

    public static Credential Of(string presented) =>
        presented.Length > MaxLength ? new Credential(null, "credential-too-long")
        : presented.AsSpan().ContainsAnyExceptInRange('!', '~') ? new Credential(null, "credential-malformed")
        : new Credential(presented, null);

    public override string ToString() => "Credential";
}
