using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Core.Review;

/// <summary>Counts cases into a <see cref="QueueLoad"/>.</summary>
internal sealed class QueueLoadCounter(DateTimeOffset now)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public QueueLoad Load { get; private set; } = new() { Time = now };

    public void AddLive(CaseRecord value)
    {
        if (!value.IsUndecided)
        {
            Load = Load with { Waiting = Load.Waiting + (value.HasEnded ? 0 : 1) };
            AddDecided(value);
            return;
        }

        Load = Load with
        {
            Holds = Load.Holds + (value.IsSample ? 0 : 1),
            Samples = Load.Samples + (value.IsSample ? 1 : 0),
            Claimed = Load.Claimed + (value.State == CaseState.Claimed ? 1 : 0),
            Oldest = !value.IsSample && !(Load.Oldest <= value.Opened) ? value.Opened : Load.Oldest,
        };
    }

    public void AddDecided(CaseRecord value)
    {
        var decision = value.Journal.LastOrDefault(
            static step => step.Kind is CaseEventKind.Approved or CaseEventKind.Denied && step.Actor != Actors.Guard);
        if (decision is null)
        {
            return;
        }

        Load = Load with { DecidedLastHour = Load.DecidedLastHour + (now - decision.Time < Hour ? 1 : 0) };
        if (value.IsSample || value.Vote is not null)
        {
            Load = Load with
            {
                SecondOpinions = Load.SecondOpinions + 1,
                Agreements = Load.Agreements + (decision.Kind == CaseEventKind.Approved ? 1 : 0),
            };
        }
    }
}
