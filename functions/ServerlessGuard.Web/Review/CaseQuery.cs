using System.Globalization;
using System.Xml;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Review;

/// <summary>The query of <c>GET /guard/cases</c>. Ages are ISO 8601 durations, as <c>PT15M</c>.</summary>
internal sealed record CaseQuery(CaseFilter Filter, string? After, int Limit)
{
    private const int DefaultLimit = 50;

    private static readonly string[] Known = [
        "state", "kind", "application", "tier", "sample", "older_than", "reviewer", "ended", "after", "limit"
    ];

    public static (CaseQuery? Query, GuardError? Error) Read(IQueryCollection query)
    {
        foreach (var (name, values) in query)
        {
            if (!Known.Contains(name, StringComparer.Ordinal) || values.Count != 1 || values[0] is not { Length: > 0 and <= 200 })
            {
                return Bad(null, $"The query has {string.Join(", ", Known)}, each once; nothing else.");
            }
        }

        var (state, kind, older) = (default(CaseState?), default(CaseKind?), default(TimeSpan?));
        if (One(query, "state") is { } stateText && !TryEnum(stateText, out state))
        {
            return Bad("state", "state is one of open, claimed, approved, edited, denied, expired, released.");
        }

        if (One(query, "kind") is { } kindText && !TryEnum(kindText, out kind))
        {
            return Bad("kind", "kind is one of output, input, toolCall, reported, leak, rotation, rollback.");
        }

        if (One(query, "older_than") is { } age && !TryDuration(age, out older))
        {
            return Bad("older_than", "older_than is an ISO 8601 duration, as PT15M.");
        }

        if (One(query, "sample") is not (null or "true" or "false") || One(query, "ended") is not (null or "true" or "false"))
        {
            return Bad("sample", "sample and ended are true or false.");
        }

        var limit = DefaultLimit;
        if (One(query, "limit") is { } number
            && (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > 200))
        {
            return Bad("limit", "limit is 1 to 200.");
        }

        if (One(query, "after") is { } after && !CaseId.IsValid(after))
        {
            return Bad("after", "after takes the value that the former page gave as next.");
        }

        var filter = new CaseFilter
        {
            State = state,
            Kind = kind,
            Application = One(query, "application"),
            Tier = One(query, "tier"),
            IsSample = One(query, "sample") is { } sample ? sample == "true" : null,
            OlderThan = older,
            Reviewer = One(query, "reviewer"),
            Ended = One(query, "ended") == "true",
        };
        return (new CaseQuery(filter, One(query, "after"), limit), null);
    }

    private static string? One(IQueryCollection query, string name) => query.TryGetValue(name, out var values) ? values[0] : null;

    private static bool TryEnum<T>(string text, out T? value)
        where T : struct, Enum
    {
        value = WireName.TryRead<T>(text, out var known) ? known : null;
        return value is not null;
    }

    private static bool TryDuration(string text, out TimeSpan? value)
    {
        try
        {
            value = XmlConvert.ToTimeSpan(text);
            return value >= TimeSpan.Zero;
        }
        catch (Exception malformed) when (malformed is FormatException or OverflowException)
        {
            value = null;
            return false;
        }
    }

    private static (CaseQuery?, GuardError?) Bad(string? param, string message) =>
        (null, new GuardError(400, "invalid_request", message, param));
}
