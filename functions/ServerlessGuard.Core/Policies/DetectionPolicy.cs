using System.Text.RegularExpressions;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Policies;

/// <summary>The policy's own rules, and its exceptions from all rules. Immutable.</summary>
public sealed record DetectionPolicy
{
    public static DetectionPolicy None { get; } = new();

    /// <summary>Rules beside those that ship, built.</summary>
    public IReadOnlyList<Rule> Rules { get; init; } = [];

    public IReadOnlyList<DetectionException> Exceptions { get; init; } = [];

    public bool IsNone => Rules.Count == 0 && Exceptions.Count == 0;

    /// <summary>The same for one application: without the exceptions of others.</summary>
    public DetectionPolicy For(string application) => Exceptions.All(one => one.IsFor(application))
        ? this
        : this with { Exceptions = [.. Exceptions.Where(one => one.IsFor(application))] };
}

/// <summary>Values that a rule, or all rules of a kind, find and the guard leaves: with an owner, a reason and a last day.</summary>
/// <param name="Subject">A rule's id or a kind.</param>
/// <param name="Value">The value that is left, in either case; null where a pattern says which.</param>
/// <param name="Pattern">A pattern of whole values that are left.</param>
/// <param name="Applications">The applications it is for; empty for all.</param>
/// <param name="Owner">The person who answers for it.</param>
/// <param name="Reason">Why the guard leaves them.</param>
/// <param name="Expires">Its last day, UTC.</param>
public sealed record DetectionException(
    string Subject, string? Value, Regex? Pattern, IReadOnlyList<string> Applications, string Owner, string Reason, DateOnly Expires)
{
    public bool IsFor(string application) => Applications.Count == 0 || Applications.Contains(application);

    /// <summary>Whether the guard leaves what <paramref name="rule"/> found.</summary>
    public bool Covers(Rule rule, ReadOnlySpan<char> value, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return today <= Expires
            && (Subject == rule.Id || Subject == rule.Kind)
            && (Value is null ? Pattern!.IsMatch(value) : value.Equals(Value, StringComparison.OrdinalIgnoreCase));
    }
}
