using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Traces;

/// <summary>The filters of the interactions as an address holds them. An unknown value matches nothing.</summary>
internal sealed record InteractionQuery
{
    public static IReadOnlyList<string> Verdicts { get; } = ["allow", "redact", "hold", "block", "interrupted", "unscanned"];

    public string? Application { get; private init; }

    public string? Verdict { get; private init; }

    public string? Model { get; private init; }

    /// <summary>A rule's id, or another reason of a verdict.</summary>
    public string? Reason { get; private init; }

    public string? Kind { get; private init; }

    /// <summary>The log's index before which the page begins; null on the first page.</summary>
    public long? Before { get; private init; }

    public bool IsFiltered => Application is not null || Verdict is not null || Model is not null || Reason is not null || Kind is not null;

    public static InteractionQuery Read(ConsoleRequest request) => new()
    {
        Application = request.Query("application"),
        Verdict = request.Query("verdict"),
        Model = request.Query("model"),
        Reason = request.Query("reason")?.Trim(),
        Kind = request.Query("kind")?.Trim(),
        Before = long.TryParse(request.Query("before"), NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null,
    };

    /// <summary>An address with these filters alone; null is any.</summary>
    public static ConsoleUrl Of(string? application, string? verdict = null, string? reason = null, string? kind = null) =>
        InteractionsEndpoint.Address.With("application", application).With("verdict", verdict).With("reason", reason).With("kind", kind);

    public ConsoleUrl Page(long? before) =>
        Of(Application, Verdict, Reason, Kind).With("model", Model).With("before", before?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Entries count by direction: <c>input.email</c>. A kind alone means both.</summary>
    private bool IsOfKind(string counted) =>
        counted == Kind
        || (counted.Length > Kind!.Length && counted.EndsWith(Kind, StringComparison.Ordinal) && counted[^(Kind.Length + 1)] == '.');

    public bool Matches(AuditEntry entry) =>
        (Application is null || entry.Application == Application)
        && (Model is null || entry.Facts.GetValueOrDefault("model") == Model)
        && (Kind is null || entry.Findings.Keys.Any(IsOfKind))
        && (Reason is null || entry.Facts.GetValueOrDefault("reasons")?.Split(',').Contains(Reason, StringComparer.OrdinalIgnoreCase) is true)
        && Verdict switch
        {
            null => true,
            "interrupted" => entry.Kind == AuditKinds.InteractionInterrupted,
            "unscanned" => entry.Facts.ContainsKey("unscanned"),
            _ => entry.Kind == AuditKinds.InteractionClosed && entry.Verdict == Verdict,
        };
}
