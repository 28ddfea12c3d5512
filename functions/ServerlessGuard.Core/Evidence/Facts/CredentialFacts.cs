using System.Globalization;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Core.Evidence.Facts;

/// <summary>
/// The state of the keys that the guard rotates: <c>present</c>, <c>age_days</c>, <c>overdue</c>, <c>fault</c>, and
/// <c>key_free</c> (the platform's setting that disables keys). It holds no key.
/// </summary>
public sealed class CredentialFacts(IPolicySource policies, RotationReader rotations) : IStateFactSource
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
        var view = await rotations.ReadAsync(policy, cancellationToken);
        var state = await rotations.StateAsync(policy, cancellationToken);
        var values = new Dictionary<string, string>
        {
            ["platform"] = policy.Platform,
            ["present"] = view.Created is null ? "no" : "yes",
            ["rotate_every_days"] = Days(policy.RotateEvery),
            ["rotatable"] = view.Rotatable ? "yes" : "no",
        };
        if (view is { Created: { } created, NextRotation: { } due })
        {
            values["age_days"] = Days(now - created);
            values["overdue"] = due < now ? "yes" : "no";
        }

        if (state.Rotation is { Ended: false } rotation)
        {
            values["step"] = PolicyEnumNames.Of(rotation.Step);
        }

        if (view.Fault is { } fault)
        {
            values["fault"] = fault;
        }

        if (view.KeyFree is { } keyFree)
        {
            values["key_free"] = keyFree;
        }

        return new Fact { Kind = FactKinds.Credential, Subject = policy.Id, Time = now, Values = values };
    }

    private static string Days(TimeSpan time) => time.TotalDays.ToString("0.#", CultureInfo.InvariantCulture);
}
