using System.Globalization;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Evidence.Facts;

/// <summary>
/// The callers of the guarded models, from the models' own logs: <c>others</c> (object ids that are not the guard's, comma-separated;
/// <c>(key)</c> for calls with a key), <c>calls</c> (theirs), <c>guard_calls</c>, <c>days</c>.
/// </summary>
/// <param name="guard">Object ids of the identities that may call.</param>
public sealed class CallerFacts(ITelemetryQueries logs, IReadOnlyList<string> guard) : IStateFactSource
{
    private const int MostNamed = 50;

    private static readonly TimeSpan Back = TimeSpan.FromDays(30);

    public async ValueTask<IReadOnlyList<Fact>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await logs.AskAsync(TelemetryQuery.WhoCalledModels, Back, cancellationToken);
        var callers = rows.Select(
            static row => (Id: row[TelemetryQuery.Caller] as string ?? "", Calls: row[TelemetryQuery.Calls] as long? ?? 0)).ToList();
        var others = callers.Where(c => !guard.Contains(c.Id, StringComparer.OrdinalIgnoreCase))
            .OrderBy(static c => c.Id, StringComparer.Ordinal)
            .ToList();
        return
        [
            new Fact
            {
                Kind = FactKinds.Callers,
                Time = now,
                Values = new Dictionary<string, string>
                {
                    ["others"] = string.Join(
                        ',', others.Take(MostNamed).Select(static c => c.Id.Length == 0 ? "(key)" : c.Id.Replace(',', ' '))),
                    ["calls"] = Text(others.Sum(static c => c.Calls)),
                    ["guard_calls"] = Text(callers.Sum(static c => c.Calls) - others.Sum(static c => c.Calls)),
                    ["days"] = Text((long)Back.TotalDays),
                },
            },
        ];
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// A source of the guard's current state. Its facts are of kinds <c>state.*</c>, one for each subject. Throws
/// <see cref="Ports.StoreUnavailableException"/> when it cannot read the state, because an incomplete pack would mislead.
/// </summary>
public interface IStateFactSource
{
    ValueTask<IReadOnlyList<Fact>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
