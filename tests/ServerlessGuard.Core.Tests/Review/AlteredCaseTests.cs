using System.Text;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Records;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Tests.Records;

namespace ServerlessGuard.Core.Tests.Review;

/// <summary>
/// Somebody who can write documents as the guard does, seal and all, as another duty can, and does not have the reviewers' key.
/// </summary>
public sealed class AlteredCaseTests
{
    private const string Other = "key:other";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnEditOfAnyFieldOfAnApprovedCase_ReleasesNothingElse_ToNobodyElse()
    {
        var world = new ReviewHarness("four_eyes: true, sla: 30m");
        var id = await ApprovedAsync(world);
        var approved = await BodyAsync(world, id);
        var wrong = new List<string>();
        var refused = 0;
        foreach (var (path, edited) in RecordAttack.EditsOf(approved))
        {
            await WriteAsync(world, id, edited);
            foreach (var caller in (string[])[ReviewHarness.Caller, ReviewHarness.Caller + "x", Other])
            {
                var answer = await TakeAsync(world, id, caller);
                if (answer is ReleaseResult.Released)
                {
                    // Text that an edit does not change may be released: to its caller, and no other text.
                    if (caller != ReviewHarness.Caller || ReviewHarness.TextOf(answer) != ReviewHarness.Approved)
                    {
                        wrong.Add($"{path} for {caller}");
                    }
                }
                else
                {
                    refused++;
                }

                await WriteAsync(world, id, edited);
            }
        }

        wrong.ShouldBeEmpty();
        refused.ShouldBeGreaterThan(50);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnApprovalThatNoReviewerGave_CountsForNothing(bool withEntries)
    {
        var world = new ReviewHarness();
        var id = await world.OpenAsync();
        var found = (await world.Host().Desk.FindAsync(id, Cancel)).ShouldNotBeNull().Case;
        var forged = CaseTransitions.Approve(
            found, ReviewHarness.Ann, world.Clock.GetUtcNow(), world.Times, world.Current.RevisionId, null) with
        {
            EntriesWritten = withEntries ? 1 : 2,
        };
        await WriteAsync(world, id, System.Text.Json.JsonSerializer.Serialize(forged, CaseJson.Default.CaseRecord));
        (await TakeAsync(world, id, ReviewHarness.Caller)).ShouldNotBeOfType<ReleaseResult.Released>();
        await world.Host().Sweep.RunAsync(Cancel);
        world.Clock.Advance(world.Times.Settle);
        (await TakeAsync(world, id, ReviewHarness.Caller)).ShouldBeOfType<ReleaseResult.Never>().Code.ShouldBe("altered");
        world.Audit.Entries.ShouldContain(static e => e.Kind == AuditKinds.RecordRefused);
    }

    [Fact]
    public async Task OneVote_IsNotTwo_WhateverTheDocumentSays()
    {
        var world = new ReviewHarness("four_eyes: true, sla: 30m");
        var id = await world.OpenAsync();
        await world.Host().Desk.ApproveAsync(id, ReviewHarness.Ann, null, null, Cancel);
        var edited = (await BodyAsync(world, id)).Replace("\"fourEyes\":true", "\"fourEyes\":false", StringComparison.Ordinal);
        await WriteAsync(world, id, edited);
        var decided = await world.Host().Desk.ApproveAsync(id, ReviewHarness.Ann, null, null, Cancel);
        decided.ShouldBeOfType<CaseResult.Refused>().Code.ShouldBe("second_person");
        edited = (await BodyAsync(world, id)).Replace(
            $"\"vote\":{{\"actor\":\"{ReviewHarness.Ann}\"", "\"vote\":{\"actor\":\"user:eve\"", StringComparison.Ordinal);
        await WriteAsync(world, id, edited.Replace("\"fourEyes\":false", "\"fourEyes\":true", StringComparison.Ordinal));
        await world.Host().Desk.ApproveAsync(id, ReviewHarness.Ann, null, null, Cancel);
        (await TakeAsync(world, id, ReviewHarness.Caller)).ShouldBeOfType<ReleaseResult.Never>();
    }

    [Theory]
    [InlineData("released")]
    [InlineData("reopened")]
    public async Task AnApprovedCasePutBack_IsNotReleasedAgain(string after)
    {
        var world = new ReviewHarness();
        var id = await ApprovedAsync(world);
        var approved = await BodyAsync(world, id);
        if (after == "reopened")
        {
            world.Current = ReviewHarness.Policy(output: "personal: mask, secrets: block, markup: neutralise, leakage: block", tools: "[]");
            world.Current = world.Current with { Models = world.Current.Models };
            await WriteAsync(world, id, Reopened(world, approved));
        }
        else
        {
            (await TakeAsync(world, id, ReviewHarness.Caller)).ShouldBeOfType<ReleaseResult.Released>();
            world.Clock.Advance(world.Times.RefetchWindow);
        }

        await WriteAsync(world, id, approved);
        (await TakeAsync(world, id, ReviewHarness.Caller)).ShouldBeOfType<ReleaseResult.Never>().Code.ShouldBe("altered");
        world.Audit.Entries[^1].Facts["fault"].ShouldBe(RecordFaults.Older);
    }

    [Fact]
    public async Task ADecisionThatNobodySigned_IsNoneForAnotherDuty()
    {
        var world = new ReviewHarness();
        var id = await ApprovedAsync(world);
        (await Reader(world).FindAsync(id, Cancel)).ShouldNotBeNull().IsApproved.ShouldBeTrue();
        foreach (var (from, to) in ((string, string)[])[
            ("\"subject\":\"m\"", "\"subject\":\"n\""), ("\"actor\":\"user:ann\"", "\"actor\":\"user:eve\"")
        ])
        {
            var body = await BodyAsync(world, id);
            body.ShouldContain(from);
            await WriteAsync(world, id, body.Replace(from, to, StringComparison.Ordinal));
            (await Reader(world).FindAsync(id, Cancel)).ShouldBeNull();
            await WriteAsync(world, id, body);
        }
    }

    private static CaseDecisionReader Reader(ReviewHarness world)
    {
        var signatures = new CaseSignatures(world.Secrets, world.Entropy);
        return new(
            new CaseStore(world.Documents, signatures), signatures, new RecordFaults(() => world.Alerts, () => world.Audit, world.Clock));
    }

    private static async Task<string> ApprovedAsync(ReviewHarness world)
    {
        var id = await world.OpenAsync();
        foreach (var reviewer in (string[])[ReviewHarness.Ann, ReviewHarness.Bob])
        {
            await world.Host().Desk.ApproveAsync(id, reviewer, null, null, Cancel);
        }

        return id;
    }

    /// <summary>The case after a stricter policy: its entry is in the log.</summary>
    private static string Reopened(ReviewHarness world, string approved)
    {
        var value = System.Text.Json.JsonSerializer.Deserialize(approved, CaseJson.Default.CaseRecord)!;
        var next = CaseTransitions.Reopen(value, world.Clock.GetUtcNow(), "policy-stricter");
        world.Audit.AppendAsync(CaseEntries.Of(next, next.Journal[^1]), Cancel).AsTask().GetAwaiter().GetResult();
        return System.Text.Json.JsonSerializer.Serialize(next, CaseJson.Default.CaseRecord);
    }

    private static async Task<string> BodyAsync(ReviewHarness world, string id) =>
        Encoding.UTF8.GetString((await world.Documents.GetAsync(CaseStore.Live, id, Cancel)).ShouldNotBeNull().Body.Span);

    private static async Task WriteAsync(ReviewHarness world, string id, string body)
    {
        var now = (await world.Documents.GetAsync(CaseStore.Live, id, Cancel)).ShouldNotBeNull();
        (await world.Documents.ReplaceAsync(CaseStore.Live, id, Encoding.UTF8.GetBytes(body), now.Version, null, Cancel)).ShouldNotBeNull();
    }

    /// <summary>Null where the document can no longer be read at all.</summary>
    private static async Task<ReleaseResult?> TakeAsync(ReviewHarness world, string id, string caller)
    {
        try
        {
            return await world.Host().Releases.TakeAsync(id, caller, ReviewHarness.Application, Cancel);
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or StoreUnavailableException
            or System.Security.Cryptography.CryptographicException or NullReferenceException or ArgumentException)
        {
            return null;
        }
    }
}
