namespace ServerlessGuard.Web.Console.Sessions;

/// <summary>Somebody who signed in. Roles are those of the sign-in; whether the key still stands is asked on every request.</summary>
internal sealed record ConsoleSession
{
    /// <summary>A keyed hash of the cookie's id: the document's key. From it nobody gets back to the cookie.</summary>
    public required string Key { get; init; }

    public required string Principal { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    public required DateTimeOffset Began { get; init; }

    /// <summary>When it ends whatever happens.</summary>
    public required DateTimeOffset Ends { get; init; }

    /// <summary>When a page was last opened, to the minute.</summary>
    public required DateTimeOffset Seen { get; init; }

    /// <summary>The synchroniser token that every form of the session carries.</summary>
    public required string FormToken { get; init; }

    public bool Has(string role) => Roles.Contains(role, StringComparer.Ordinal);

    public override string ToString() => $"ConsoleSession {{ {Principal} }}";
}
