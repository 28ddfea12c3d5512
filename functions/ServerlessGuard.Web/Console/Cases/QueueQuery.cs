using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Cases;

/// <summary>The queue's filters as an address holds them. An unknown value filters nothing.</summary>
internal sealed record QueueQuery
{
    public static ConsoleUrl Root { get; } = ConsoleUrl.Of("cases");

    public CaseState? State { get; private init; }

    public CaseKind? Kind { get; private init; }

    public string? Application { get; private init; }

    public string? Tier { get; private init; }

    /// <summary>hold, sample, mine, all, ended; null shows the pending cases.</summary>
    public string? Show { get; private init; }

    /// <summary>The id of the last case of the page before; null on the first page.</summary>
    public string? After { get; private init; }

    public bool IsFiltered => State is not null || Kind is not null || Application is not null || Tier is not null || Show is not null;

    public static QueueQuery Read(ConsoleRequest request) => new()
    {
        State = Parse<CaseState>(request.Query("state")),
        Kind = Parse<CaseKind>(request.Query("kind")),
        Application = request.Query("application"),
        Tier = request.Query("tier"),
        Show = request.Query("show") is "hold" or "sample" or "mine" or "all" or "ended" ? request.Query("show") : null,
        After = CaseUrls.IsId(request.Query("after")) ? request.Query("after") : null,
    };

    public CaseFilter ToFilter(string actor) => new()
    {
        State = State,
        Kind = Kind,
        Application = Application,
        Tier = Tier,
        IsSample = Show switch { "sample" => true, "hold" => false, _ => null },
        Reviewer = Show == "mine" ? actor : null,
        IsUndecided = State is null && Show is (null or "hold" or "sample") ? true : null,
        Ended = Show == "ended",
    };

    public ConsoleUrl Address(string? after) => Root
        .With("show", Show)
        .With("state", State is { } state ? Words.Of(state) : null)
        .With("kind", Kind is { } kind ? Words.Of(kind) : null)
        .With("application", Application)
        .With("tier", Tier)
        .With("after", after);

    private static T? Parse<T>(string? word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Words.Of(value) == word)
            {
                return value;
            }
        }

        return null;
    }
}
