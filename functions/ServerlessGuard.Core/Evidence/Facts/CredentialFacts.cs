using System.Globalization;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Core.Evidence.Facts;

/// <summary>
/// How the keys that the guard rotates are now: <c>present</c>, <c>age_days</c>, <c>overdue</c>, <c>fault</c>, and
/// <c>key_free</c> (how keys could be turned off altogether). Never a key.
/// </summary>
public sealed class CredentialFacts(IPolicySource policies, Rotator rotator, RotationJournal journal, ISecretStore secrets) : IStateFacts
{
    public async ValueTask<IReadOnlyList<Fact>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var facts = new List<Fact>();
        foreach (var policy in policies.Current.Credentials.Values.OrderBy(static c => c.Id, StringComparer.Ordinal))
        {
            facts.Add(await ReadAsync(policy, now, cancellationToken));
        }

        return facts;
    }

    private async ValueTask<Fact> ReadAsync(CredentialPolicy policy, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var current = await secrets.ListVersionsAsync(policy.Secret, cancellationToken) is [var newest, ..] ? newest : null;
        var state = await journal.ReadAsync(policy.Id, cancellationToken);
        var values = new Dictionary<string, string>
        {
            ["platform"] = policy.Platform,
            ["present"] = current is null ? "no" : "yes",
            ["rotate_every_days"] = Days(policy.RotateEvery),
            ["rotatable"] = rotator.CanRotate(policy) ? "yes" : "no",
        };
        if (current is not null)
        {
            values["age_days"] = Days(now - current.Created);
            values["overdue"] = RotationSchedule.Due(current, policy, rotator.Times) < now ? "yes" : "no";
        }

        if (state.Rotation is { Ended: false } rotation)
        {
            values["step"] = PolicySpelling.Of(rotation.Step);
        }

        if (state.Rotation?.Fault is { } fault)
        {
            values["fault"] = fault;
        }

        if (rotator.CanRotate(policy) && rotator.PlatformOf(policy).KeyFree is { } keyFree)
        {
            values["key_free"] = keyFree;
        }

        return new Fact { Kind = FactKinds.Credential, Subject = policy.Id, Time = now, Values = values };
    }

    private static string Days(TimeSpan time) => time.TotalDays.ToString("0.#", CultureInfo.InvariantCulture);
}
