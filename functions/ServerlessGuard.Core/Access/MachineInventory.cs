using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Core.Access;

/// <summary>Lists what is not a person: connectors and credentials of the policy, callers' keys, and machines that hold grants.</summary>
internal sealed class MachineInventory(
    RotationJournal journal, ISecretStore? secrets, CallerKeys? keys, TimeProvider clock, TimeSpan staleAfter)
{
    public async ValueTask<IReadOnlyList<MachineIdentity>> ReadAsync(
        GuardPolicy policy, IReadOnlyList<Grant> grants, IReadOnlyDictionary<string, DateTimeOffset>? used,
        CancellationToken cancellationToken)
    {
        var machines = new List<MachineIdentity>();
        foreach (var connector in policy.Connectors.Values.OrderBy(static c => c.Id, StringComparer.Ordinal))
        {
            machines.Add(new MachineIdentity
            {
                Kind = "connector",
                Id = connector.Id,
                Identity = connector.Identity,
                Owner = connector.Owner,
                Scopes = connector.Scopes,
                LastUsed = Used(used, connector.Identity)
            });
        }

        foreach (var credential in policy.Credentials.Values.OrderBy(static c => c.Id, StringComparer.Ordinal))
        {
            machines.Add(await ReadAsync(credential, cancellationToken));
        }

        var now = clock.GetUtcNow();
        var listed = keys is null ? [] : await keys.ListAsync(cancellationToken);
        foreach (var key in listed.Where(k => k.Revoked is null && !(k.Expires <= now)).OrderBy(static k => k.Name, StringComparer.Ordinal))
        {
            var owner = policy.Applications.Values.FirstOrDefault(a => a.Callers.Contains(key.Principal, StringComparer.OrdinalIgnoreCase));
            machines.Add(new MachineIdentity
            {
                Kind = "key",
                Id = key.Name,
                Identity = key.Principal,
                Owner = owner is null ? null : "application:" + owner.Id,
                Scopes = [
                    .. key.Roles.Select(static role => "role:" + role), .. owner?.Models.Select(static model => "model:" + model) ?? []
                ],
                LastRotated = key.Created,
                LastUsed = Used(used, key.Principal),
                Expires = key.Expires,
            });
        }

        foreach (var machine in grants.Where(static g => g.IsMachine).GroupBy(static g => g.Principal, StringComparer.OrdinalIgnoreCase))
        {
            var first = machine.First();
            machines.Add(new MachineIdentity
            {
                Kind = "identity",
                Id = first.Name ?? first.Principal,
                Identity = first.Principal,
                Owner = first.Flags.HasFlag(GrantFlags.Unowned) ? null : "policy",
                Scopes = [.. machine.Select(static g => $"{g.Through} at {g.Scope}").Distinct(StringComparer.OrdinalIgnoreCase)],
                LastUsed = Used(used, first.Principal),
                Expires = machine.Max(static g => g.Until),
            });
        }

        var since = now - staleAfter;
        return used is null
            ? machines
            : machines.ConvertAll(m => m with
            {
                IsDormant = m is { Identity: not null, LastUsed: null, Scopes.Count: > 0 } && !(m.LastRotated > since)
            });
    }

    private async ValueTask<MachineIdentity> ReadAsync(CredentialPolicy credential, CancellationToken cancellationToken)
    {
        var rotated = (await journal.ReadAsync(credential.Id, cancellationToken)).LastRotated;
        SecretVersion? newest = null;
        if (secrets is not null && await secrets.ListVersionsAsync(credential.Secret, cancellationToken) is [var first, ..])
        {
            newest = first;
        }

        var made = rotated ?? newest?.Created;
        return new MachineIdentity
        {
            Kind = "credential",
            Id = credential.Id,
            Owner = "policy",
            Scopes = [credential.Resource],
            LastRotated = made,
            Expires = newest?.Attributes.Expires,

            // The overlap is part of a rotation's time: a key that is being revoked still counts.
            IsOld = made is { } time && clock.GetUtcNow() - time > credential.RotateEvery + credential.Overlap,
        };
    }

    private static DateTimeOffset? Used(IReadOnlyDictionary<string, DateTimeOffset>? used, string principal) =>
        used is not null && used.TryGetValue(principal, out var at) ? at : null;
}
