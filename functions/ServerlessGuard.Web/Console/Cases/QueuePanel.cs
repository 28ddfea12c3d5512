using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Console.Home;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Cases;

/// <summary>
/// The queue's depth and age. The panel counts at most every 10 s, because counting reads every pending case. Thread-safe.
/// </summary>
internal sealed class QueuePanel(CaseWorkflow desk, TimeProvider clock) : IHomePanel, IDisposable
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private QueueLoad? _latest;

    public int Order => 10;

    public async ValueTask<Html> DrawAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        var load = await LoadAsync(cancellationToken);
        return $"""
            <dl class="figures">
            <div><dt>Held, pending</dt><dd>{load.Holds}</dd></div>
            <div><dt>Oldest pending</dt><dd>{(load.Oldest is { } oldest ? Moment.Length(clock.GetUtcNow() - oldest) : "–")}</dd></div>
            <div><dt>Samples, pending</dt><dd>{load.Samples}</dd></div>
            <div><dt>Claimed</dt><dd>{load.Claimed}</dd></div>
            <div><dt>Decided, last hour</dt><dd>{load.DecidedLastHour}</dd></div>
            <div><dt>Reviewer agreement</dt><dd>{(load.AgreementRate is { } rate ? $"{rate.ToString("0%", System.Globalization.CultureInfo.InvariantCulture)}" : "–")}</dd></div>
            </dl>
            """;
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask<QueueLoad> LoadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_latest is null || clock.GetUtcNow() - _latest.Time >= FreshFor)
            {
                _latest = await desk.LoadAsync(cancellationToken);
            }

            return _latest;
        }
        finally
        {
            _turn.Release();
        }
    }
}
