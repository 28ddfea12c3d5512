using System.Text.Json.Serialization;

namespace ServerlessGuard.Web.Console.Sessions;

/// <summary>
/// The session of a person who signed in. Roles are those of the sign-in; every request checks that the key is still valid.
/// </summary>
internal sealed record ConsoleSession
{
    /// <summary>A keyed hash of the cookie's id: the document's key. Nobody can derive the cookie from it.</summary>
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("principal")]
    public required string Principal { get; init; }

    [JsonPropertyName("roles")]
    public required IReadOnlyList<string> Roles { get; init; }

    [JsonPropertyName("started")]
    public required DateTimeOffset Started { get; init; }

    /// <summary>The time at which it ends at the latest.</summary>
    [JsonPropertyName("ends")]
    public required DateTimeOffset Ends { get; init; }

    /// <summary>The time at which its holder last opened a page, to the minute.</summary>
    [JsonPropertyName("lastUsed")]
    public required DateTimeOffset LastUsed { get; init; }

    /// <summary>The synchroniser token that every form of the session carries.</summary>
    [JsonPropertyName("formToken")]
    public required string FormToken { get; init; }

    public bool Has(string role) => Roles.Contains(role, StringComparer.Ordinal);

    public override string ToString() => $"ConsoleSession {{ {Principal} }}";
}
