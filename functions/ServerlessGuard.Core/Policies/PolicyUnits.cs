using System.Globalization;
using Newtonsoft.Json.Linq;

namespace ServerlessGuard.Core.Policies;

/// <summary>The policy's own notations: durations (30m, 24h, 7d, 7y), shares (5%) and rates (10/h). A year is 365 days.</summary>
public static class PolicyUnits
{
    /// <summary>The longest duration; further than anybody keeps anything, and far from overflow.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(100 * 365);

    /// <summary>Reads a whole number and a unit: s, m, h, d or y.</summary>
    public static bool TryDuration(string? text, out TimeSpan duration)
    {
        duration = default;
        if (text is not { Length: >= 2 and <= 7 }
            || Unit(text[^1]) is not { } unit
            || !TryCount(text.AsSpan(0, text.Length - 1), out var count))
        {
            return false;
        }

        duration = unit * count;
        return true;
    }

    /// <summary>Reads a whole number, a slash and a unit: s, m, h or d.</summary>
    public static bool TryRate(string? text, out RateLimit rate)
    {
        rate = default;
        if (text is not { Length: >= 3 }
            || text[^2] != '/'
            || text[^1] == 'y'
            || Unit(text[^1]) is not { } unit
            || !TryCount(text.AsSpan(0, text.Length - 2), out var count))
        {
            return false;
        }

        rate = new RateLimit(count, unit);
        return true;
    }

    /// <summary>A share from 5% or 0.05.</summary>
    public static bool TryShare(JToken? token, out double share)
    {
        share = -1;
        if (token is JValue { Value: string text })
        {
            // Decimal, so that 5% and 0.05 are the same number.
            if (text.EndsWith('%') && decimal.TryParse(
                text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent))
            {
                share = (double)(percent / 100);
            }
        }
        else if (token is { Type: JTokenType.Integer or JTokenType.Float })
        {
            share = token.Value<double>();
        }

        return share is >= 0 and <= 1;
    }

    /// <summary>A duration as the policy writes it, in its largest whole unit.</summary>
    public static string Show(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        var (size, unit) = seconds switch
        {
            _ when seconds % 31_536_000 == 0 => (31_536_000L, 'y'),
            _ when seconds % 86_400 == 0 => (86_400L, 'd'),
            _ when seconds % 3600 == 0 => (3600L, 'h'),
            _ when seconds % 60 == 0 => (60L, 'm'),
            _ => (1L, 's'),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / size}{unit}");
    }

    private static bool TryCount(ReadOnlySpan<char> text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is > 0 and < 1_000_000;

    private static TimeSpan? Unit(char unit) => unit switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        'y' => TimeSpan.FromDays(365),
        _ => null,
    };
}

/// <summary>So many calls in a sliding period, as <c>10/h</c>.</summary>
public readonly record struct RateLimit(int Count, TimeSpan Period);
