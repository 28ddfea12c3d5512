using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Tests.Content;

namespace ServerlessGuard.Core.Tests.Records;

/// <summary>A legal hold whose document is gone holds all the same, until somebody releases it.</summary>
public sealed class DeletedHoldTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task KeepsTheContent_AndSaysSo(bool isApplication)
    {
        var world = new ContentHarness();
        await world.KeepAsync(ContentHarness.Id, new ContentPart("prompt", ContentHarness.Bytes("the text")));
        var subject = isApplication ? "claims" : ContentHarness.Id;
        await world.Holds().HoldAsync(subject, isApplication, "a court asks for it", "user:anna", Cancel);
        foreach (var hold in await world.Documents.ListAsync(ContentNames.HoldPartition, null, 10, Cancel))
        {
            await world.Documents.DeleteAsync(hold.Partition, hold.Key, hold.Version, Cancel);
        }

        world.Clock.Advance(TimeSpan.FromDays(31));
        (await SweepAsync(world)).ShouldBe(new ContentSweepResult(0, 1));
        world.Audit.Entries.Count(static e => e.Kind == AuditKinds.RecordRefused && e.Facts["fault"] == "missing").ShouldBe(1);

        // The document again, so that it can be released: the entry ends the hold.
        await world.Holds().HoldAsync(subject, isApplication, "once more", "user:anna", Cancel);
        (await world.ReadAsync(ContentHarness.Id, "prompt")).ShouldBe("the text");
        (await world.Holds().ReleaseAsync(subject, isApplication, "settled", "user:anna", Cancel)).ShouldBeTrue();
        await SweepAsync(world);
        await SweepAsync(world);
        (await world.ReadAsync(ContentHarness.Id, "prompt")).ShouldBeNull();
    }

    private static async Task<ContentSweepResult> SweepAsync(ContentHarness world)
    {
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        return await world.Sweep().RunAsync(Cancel);
    }
}
