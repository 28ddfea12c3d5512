using System.Globalization;
using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>
/// A condition on one value of a fact: it is one of some texts (an empty text means an absent value), or a number within
/// bounds. A value that is not a number is outside all bounds.
/// </summary>
public sealed record Condition(string Value, IReadOnlyList<string> AnyOf, decimal? AtLeast = null, decimal? AtMost = null)
{
    public bool Holds(Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var value = fact.Values.GetValueOrDefault(Value, "");
        return AtLeast is null && AtMost is null
            ? AnyOf.Contains(value, StringComparer.Ordinal)
            : decimal.TryParse(
                value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && (AtLeast is not { } least || number >= least) && (AtMost is not { } most || number <= most);
    }

    /// <summary>The values that hold, in words: <c>0</c>, <c>passed or failed</c>, <c>at least 365</c>.</summary>
    public string Expected => (AtLeast, AtMost) switch
    {
        (null, null) => string.Join(" or ", AnyOf.Select(static v => v.Length == 0 ? "absent" : v)),
        ({ } least, { } most) => string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"),
        ({ } least, null) => string.Create(CultureInfo.InvariantCulture, $"at least {least}"),
        (null, { } most) => string.Create(CultureInfo.InvariantCulture, $"at most {most}"),
    };

    public override string ToString() => $"{Value} is {Expected}";
}
