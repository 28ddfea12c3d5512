using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Callers;

/// <summary>The facts of a caller key, without the key.</summary>
public sealed record CallerKeyRecord
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public DateTimeOffset? Revoked { get; init; }

    /// <summary>The caller's principal: <c>key:NAME</c>.</summary>
    public string Principal => $"key:{Name}";
}

/// <summary>The authenticated caller of a request.</summary>
/// <param name="Principal"><c>key:NAME</c>, <c>app:CLIENT-ID</c> or <c>user:OBJECT-ID</c>.</param>
/// <param name="Application">The application it acts as; null for a person or a caller of none.</param>
/// <param name="Roles">Roles of people and machines: reviewer, auditor, admin.</param>
public sealed record Caller(string Principal, ApplicationPolicy? Application, IReadOnlySet<string> Roles);

/// <summary>A new key with its text, which is shown once and kept nowhere. <see cref="ToString"/> leaves it out.</summary>
public sealed record CreatedCallerKey(CallerKeyRecord Record, string Key)
{
    public override string ToString() => $"CreatedCallerKey {{ {Record.Name} }}";
}
