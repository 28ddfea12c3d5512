using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// A held call that the application's own end user may confirm, where the tier says so and nothing but the source of its values is open:
/// the user's word is the source then. Each confirmation names the digests of the calls that the user saw, which bind tool, arguments and
/// case; it approves the case, so it is signed, recorded, for one release, and for a time. Thread-safe.
/// </summary>
public sealed class CaseConfirmations(
    CaseStore store, CaseContentStore contents, CaseOutbox settling, ConfirmableCalls calls, IPolicySource policies, ReviewTimings times,
    TimeProvider clock)
{
    private const int Attempts = 5;

    /// <summary>
    /// Approves the case for its caller. Throws <see cref="StoreUnavailableException"/> when a store is down, and
    /// <see cref="CryptographicException"/> when the content was altered.
    /// </summary>
    /// <param name="id">The case.</param>
    /// <param name="caller">The principal from whom the call was held.</param>
    /// <param name="application">Its application.</param>
    /// <param name="digests">Of every call of the case, as the held answer told them.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async ValueTask<CaseResult> ConfirmAsync(
        string id, string caller, string application, IReadOnlyList<string> digests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(digests);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.FindAsync(id, cancellationToken) is not { } found
                || !string.Equals(found.Case.Caller, caller, StringComparison.Ordinal)
                || !string.Equals(found.Case.Application, application, StringComparison.Ordinal))
            {
                return new CaseResult.Unknown();
            }

            var (value, now, policy) = (found.Case, clock.GetUtcNow(), policies.Current);
            if (Refuse(value, policy, now) is { } refused)
            {
                return refused;
            }

            if (await contents.ReadAsync(value, caller, "confirm", cancellationToken) is not { } bytes)
            {
                return new CaseResult.Refused("content_gone", "The case's content has expired.");
            }

            if (!AreSame(digests, await calls.OfAsync(id, CaseContent.FromBytes(bytes.Span), cancellationToken)))
            {
                return new CaseResult.Refused("other_calls", "These are not the calls of the case. Show the user what the held answer says.");
            }

            if (await store.ReplaceAsync(
                CaseTransitions.Approve(value, caller, now, times, policy.RevisionId, null), found, cancellationToken) is { } written)
            {
                return new CaseResult.Done(await settling.WriteEntriesAsync(written, cancellationToken));
            }
        }

        throw new StoreUnavailableException("The case's document is contended.");
    }

    private static CaseResult.Refused? Refuse(CaseRecord value, GuardPolicy policy, DateTimeOffset now) =>
        !value.IsUndecided ? new("already_decided", $"This case is {WireName.Of(value.State)} already.")
        : now >= value.Due ? new("out_of_time", "This case has expired.")
        : value.PolicyRevision != policy.RevisionId
            ? new("policy_changed", "The policy has changed since the call was held. A reviewer decides it.")
        : value.Tier is null || !policy.Tiers.TryGetValue(value.Tier, out var tier) || !ConfirmableCalls.May(tier, value.Kind, value.Reasons)
            || value.FourEyes || value.IsSample
            ? new("not_confirmable", "A reviewer decides this case: the user's word does not.")
        : null;

    /// <summary>As many, each one of them; compared in constant time.</summary>
    private static bool AreSame(IReadOnlyList<string> digests, IReadOnlyList<ConfirmableCall> held)
    {
        var open = held.Select(static call => Encoding.ASCII.GetBytes(call.Digest)).ToList();
        return digests.Count == open.Count && digests.All(digest =>
            open.FindIndex(one => CryptographicOperations.FixedTimeEquals(one, Encoding.ASCII.GetBytes(digest))) is >= 0 and var at
            && RemoveAt(open, at));
    }

    private static bool RemoveAt(List<byte[]> open, int at)
    {
        open.RemoveAt(at);
        return true;
    }
}

/// <summary>The calls of a case with what binds a confirmation to them. Thread-safe.</summary>
public sealed class ConfirmableCalls(ReviewFingerprints fingerprints)
{
    private static readonly string[] Sources = ["tool.untrusted", "tool.unsourced"];

    /// <summary>Whether the end user's word may decide: a call that is held for the source of its values alone.</summary>
    public static bool May(TierPolicy tier, CaseKind kind, IReadOnlyList<string> reasons)
    {
        ArgumentNullException.ThrowIfNull(tier);
        ArgumentNullException.ThrowIfNull(reasons);
        return tier.Review is { UserConfirms: true, FourEyes: false }
            && kind == CaseKind.ToolCall
            && reasons.Count > 0
            && reasons.All(static reason => Sources.Contains(reason, StringComparer.Ordinal));
    }

    /// <summary>The calls of the content, in their order.</summary>
    public async ValueTask<IReadOnlyList<ConfirmableCall>> OfAsync(string caseId, CaseContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Answer is null || Protocol.Named(content.Protocol) is not { } protocol)
        {
            return [];
        }

        var told = new List<ConfirmableCall>();
        var answer = protocol.ReadResponse((JsonObject)content.Answer.DeepClone(), ReviewableFields.Bounds);
        foreach (var (index, call) in answer.Content.ToolCalls.Index())
        {
            var bound = Encoding.UTF8.GetBytes($"{index}\n{call.Name.Length}\n{call.Name}\n{call.Arguments}");
            told.Add(new ConfirmableCall(
                call.Id, call.Name, call.Arguments, await fingerprints.OfAsync("confirm", caseId, bound, cancellationToken)));
        }

        return told;
    }
}

/// <summary>A call of a case. <see cref="ToString"/> leaves the arguments out.</summary>
/// <param name="Digest">Binds tool, arguments and case: a keyed hash.</param>
public sealed record ConfirmableCall(string? Id, string Tool, string Arguments, string Digest)
{
    public override string ToString() => $"ConfirmableCall {{ {Digest} }}";
}
