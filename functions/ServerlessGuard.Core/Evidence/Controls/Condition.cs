using System.Globalization;
using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Core.Evidence.Controls;

/// <summary>
/// What one value of a fact must be: one of some texts (an empty text stands for a value that is not there), or a number
/// within bounds. A value that is no number is within none.
/// </summary>
public sealed record Condition(string Value, IReadOnlyList<string> AnyOf, decimal? AtLeast = null, decimal? AtMost = null)
{
    public bool Holds(Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        var value = fact.Values.GetValueOrDefault(Value, "");
        return AtLeast is null && AtMost is null
            ? AnyOf.Contains(value, StringComparer.Ordinal)
            : decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && (AtLeast is not { } least || number >= least) && (AtMost is not { } most || number <= most);
    }

    public override string ToString() => (AtLeast, AtMost) switch
    {
        (null, null) => $"{Value} is {string.Join(" or ", AnyOf.Select(static v => v.Length == 0 ? "absent" : v))}",
        ({ } least, { } most) => string.Create(CultureInfo.InvariantCulture, $"{Value} is {least} to {most}"),
        ({ } least, null) => string.Create(CultureInfo.InvariantCulture, $"{Value} is at least {least}"),
        (null, { } most) => string.Create(CultureInfo.InvariantCulture, $"{Value} is at most {most}"),
    };
}
