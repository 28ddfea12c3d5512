namespace ServerlessGuard.Infra.Duties;

/// <summary>The purpose of one identity. A duty without functions has no app.</summary>
public sealed record Duty(string Id, IReadOnlyList<string> Functions, IReadOnlyList<RoleGrant> Grants)
{
    public bool HasApp => Functions.Count > 0;

    /// <summary>The watched events that it is informed of, by name.</summary>
    public IReadOnlyList<string> Subscriptions { get; init; } = [];

    /// <summary>The app's setting <c>Guard__Duty</c>.</summary>
    public string Setting { get; init; } = Id;

    /// <summary>The queue of its events, whether it takes any or not.</summary>
    public string Queue { get; init; } = $"events-{Id}";
}
