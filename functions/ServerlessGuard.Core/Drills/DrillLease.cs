namespace ServerlessGuard.Core.Drills;

/// <summary>The right to drill. Every write goes through it, renews it, and fails once somebody else has it.</summary>
internal sealed class DrillLease(DrillJournal journal, TimeProvider clock, TimeSpan length, string owner, DrillState state, string? version)
{
    private string? _version = version;

    public DrillState State { get; private set; } = state;

    public DrillRun Run => State.Run ?? throw new InvalidOperationException("There is no drill.");

    /// <summary>Null when another worker holds it. A worker that holds it already goes on with it.</summary>
    public static async ValueTask<DrillLease?> TakeAsync(DrillJournal journal, TimeProvider clock, TimeSpan length, string worker, CancellationToken cancellationToken)
    {
        var (state, version) = await journal.LoadAsync(cancellationToken);
        if (state.LeaseOwner is { } owner && owner != worker && clock.GetUtcNow() < state.LeaseUntil)
        {
            return null;
        }

        var lease = new DrillLease(journal, clock, length, worker, state, version);
        return await lease.TryWriteAsync(state, cancellationToken) ? lease : null;
    }

    /// <summary>Throws <see cref="DrillLeaseLostException"/> when another worker took over.</summary>
    public async ValueTask WriteAsync(DrillState next, CancellationToken cancellationToken)
    {
        if (!await TryWriteAsync(next, cancellationToken))
        {
            throw new DrillLeaseLostException();
        }
    }

    public ValueTask WriteAsync(DrillRun next, CancellationToken cancellationToken) => WriteAsync(State with { Run = next }, cancellationToken);

    public async ValueTask ReleaseAsync(CancellationToken cancellationToken) =>
        _ = await journal.SaveAsync(State with { LeaseOwner = null, LeaseUntil = null }, _version, cancellationToken);

    private async ValueTask<bool> TryWriteAsync(DrillState next, CancellationToken cancellationToken)
    {
        next = next with { LeaseOwner = owner, LeaseUntil = clock.GetUtcNow() + length };
        if (await journal.SaveAsync(next, _version, cancellationToken) is not { } written)
        {
            return false;
        }

        (State, _version) = (next, written);
        return true;
    }
}

/// <summary>Another worker took over; this one stops without acting.</summary>
internal sealed class DrillLeaseLostException() : Exception("Another worker took over the drill.");
