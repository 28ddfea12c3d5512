using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Deployments;

/// <summary>
/// The right to act on a model. Every write goes through it, renews it, and fails once somebody else has it. Triggers
/// that come meanwhile are added to the document by others; a write keeps them.
/// </summary>
internal sealed class RollbackLease(RollbackJournal journal, TimeProvider clock, TimeSpan length, string owner, ModelRollbacks state, string? version)
{
    private string? _version = version;

    public ModelRollbacks State { get; private set; } = state;

    public Rollback Rollback => State.Rollback ?? throw new InvalidOperationException("There is no rollback.");

    /// <summary>Null when another worker holds it.</summary>
    public static async ValueTask<RollbackLease?> TakeAsync(RollbackJournal journal, IEntropy entropy, TimeProvider clock, TimeSpan length, string model, CancellationToken cancellationToken)
    {
        var (state, version) = await journal.LoadAsync(model, cancellationToken);
        if (state.LeaseOwner is not null && clock.GetUtcNow() < state.LeaseUntil)
        {
            return null;
        }

        var owner = entropy.NewId();
        state = state with { LeaseOwner = owner, LeaseUntil = clock.GetUtcNow() + length };
        return await journal.SaveAsync(state, version, cancellationToken) is { } taken
            ? new RollbackLease(journal, clock, length, owner, state, taken)
            : null;
    }

    /// <summary>Throws <see cref="RollbackLeaseLostException"/> when another worker took over.</summary>
    public ValueTask WriteAsync(Rollback next, CancellationToken cancellationToken) => WriteAsync(s => s with { Rollback = next }, cancellationToken);

    /// <summary>The change is applied to the document as it is now, with what others added to it.</summary>
    public async ValueTask WriteAsync(Func<ModelRollbacks, ModelRollbacks> change, CancellationToken cancellationToken)
    {
        var next = Renewed(change(State));
        while (await journal.SaveAsync(next, _version, cancellationToken) is var written)
        {
            if (written is not null)
            {
                (State, _version) = (next, written);
                return;
            }

            await ReloadAsync(cancellationToken);
            next = Renewed(change(State));
        }
    }

    /// <summary>Waits for a call to the platform and keeps the lease meanwhile.</summary>
    public async ValueTask<T> HoldAsync<T>(Task<T> call, CancellationToken cancellationToken)
    {
        while (!call.IsCompleted)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var due = Task.Delay(length / 3, clock, stop.Token);
            if (await Task.WhenAny(call, due) == due && !call.IsCompleted)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await WriteAsync(static s => s, cancellationToken);
            }

            await stop.CancelAsync();
        }

        return await call;
    }

    /// <summary>Lets go, keeping what others added. Somebody else's lease is left alone.</summary>
    public async ValueTask ReleaseAsync(CancellationToken cancellationToken)
    {
        while (await journal.SaveAsync(State with { LeaseOwner = null, LeaseUntil = null }, _version, cancellationToken) is null)
        {
            try
            {
                await ReloadAsync(cancellationToken);
            }
            catch (RollbackLeaseLostException)
            {
                return;
            }
        }
    }

    private ModelRollbacks Renewed(ModelRollbacks next) => next with { LeaseOwner = owner, LeaseUntil = clock.GetUtcNow() + length };

    private async ValueTask ReloadAsync(CancellationToken cancellationToken)
    {
        var (now, version) = await journal.LoadAsync(State.Model, cancellationToken);
        if (now.LeaseOwner != owner)
        {
            throw new RollbackLeaseLostException();
        }

        (State, _version) = (now, version);
    }
}

/// <summary>Another worker took over. Whoever gets this does nothing more.</summary>
internal sealed class RollbackLeaseLostException() : Exception("Another worker has the rollback.");
