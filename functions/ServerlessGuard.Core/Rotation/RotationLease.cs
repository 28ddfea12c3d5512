using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Rotation;

/// <summary>
/// The right to act on a credential. Every write goes through it, renews it, and fails once somebody else has it: a
/// worker that was suspended too long learns so before its next call.
/// </summary>
internal sealed class RotationLease(RotationJournal journal, TimeProvider clock, TimeSpan length, string owner, CredentialState state, string? version)
{
    public CredentialState State { get; private set; } = state;

    private string? _version = version;

    public Rotation Rotation => State.Rotation ?? throw new InvalidOperationException("There is no rotation.");

    /// <summary>Null when another worker holds it.</summary>
    public static async ValueTask<RotationLease?> TakeAsync(RotationJournal journal, IEntropy entropy, TimeProvider clock, TimeSpan length, string credential, CancellationToken cancellationToken)
    {
        var (state, version) = await journal.LoadAsync(credential, cancellationToken);
        if (state.LeaseOwner is not null && clock.GetUtcNow() < state.LeaseUntil)
        {
            return null;
        }

        var lease = new RotationLease(journal, clock, length, entropy.NewId(), state, version);
        return await lease.TryWriteAsync(state, cancellationToken) ? lease : null;
    }

    /// <summary>Throws <see cref="LeaseLostException"/> when another worker took over.</summary>
    public async ValueTask WriteAsync(CredentialState next, CancellationToken cancellationToken)
    {
        if (!await TryWriteAsync(next, cancellationToken))
        {
            throw new LeaseLostException();
        }
    }

    public ValueTask WriteAsync(Rotation next, CancellationToken cancellationToken) => WriteAsync(State with { Rotation = next }, cancellationToken);

    public async ValueTask ReleaseAsync(CancellationToken cancellationToken) =>
        _ = await journal.SaveAsync(State with { LeaseOwner = null, LeaseUntil = null }, _version, cancellationToken);

    private async ValueTask<bool> TryWriteAsync(CredentialState next, CancellationToken cancellationToken)
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
internal sealed class LeaseLostException() : Exception("Another worker took over the credential.");
