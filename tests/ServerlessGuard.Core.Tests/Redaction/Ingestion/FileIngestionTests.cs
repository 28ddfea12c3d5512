using System.Text;
using System.Text.Json;
using CsCheck;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Redaction.Ingestion;
using ServerlessGuard.Core.Tests.Policies;
using ServerlessGuard.Detection;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Faults;

namespace ServerlessGuard.Core.Tests.Redaction.Ingestion;

public sealed class FileIngestionTests
{
    private const string Email = "erika.mustermann@mailbox.org";

    // Put together here, so that no scanner takes this file for a leak.
    private static readonly string Secret = "gh" + "p_" + "9hD2kQ7wLmX4vT1sR8bN6cY3fJ5gZ0aP1e4X";

    private static readonly Gen<string> Files = Gen.OneOf(
        Gen.Const($$"""{"role":"user","content":"Write to {{Email}}, please"}"""),
        Gen.Const("""{"role":"assistant","content":"It is done."}"""),
        Gen.Const(""),
        Gen.Const($"no json, but {Email}"),
        Gen.Int[1, 900].Select(static n => $$"""{"content":"{{new string('x', n)}}"}""")).List[0, 40]
            .Select(static lines => string.Join("\n", lines));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [LongFact]
    public Task GivesTheSame_HoweverItIsCut() => Files.SampleAsync(
        async text =>
        {
            var world = World();
            world.Files.Put("inbox/a/f.jsonl", Encoding.UTF8.GetBytes(text));
            (await world.RunAsync("a/f.jsonl")).ShouldBe(IngestionResult.Clean);
            Encoding.UTF8.GetString(world.Files.Read("clean/a/f.jsonl")!).ShouldBe(await AtOnceAsync(text));
            world.Files.Names.ShouldBe(["clean/a/f.jsonl", "inbox/a/f.jsonl"]);
        },
        iter: 30, threads: 1);

    /// <summary>
    /// With a fault at any call, before or after it took effect, nobody sees a part of an output, and the next run ends with the same one.
    /// </summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task GoesOn_AfterAFailureAnywhere(bool lostAnswer, bool secret)
    {
        var text = string.Join(
            "\n",
            Enumerable.Range(0, 16).Select(i => $$"""{"n":{{i}},"content":"Write to {{Email}} {{(secret && i == 12 ? Secret : "")}}"}"""));
        var (target, result) = secret ? ("quarantine/a/f.jsonl", IngestionResult.Quarantined) : ("clean/a/f.jsonl", IngestionResult.Clean);
        var whole = World();
        whole.Files.Put("inbox/a/f.jsonl", Encoding.UTF8.GetBytes(text));
        var counted = new FaultPlan(static _ => false);
        (await whole.RunAsync("a/f.jsonl", counted)).ShouldBe(result);
        counted.Calls.ShouldBeGreaterThan(12);
        for (var call = 1; call <= counted.Calls; call++)
        {
            var world = World();
            world.Files.Put("inbox/a/f.jsonl", Encoding.UTF8.GetBytes(text));
            await Should.ThrowAsync<StoreUnavailableException>(() => world.RunAsync("a/f.jsonl", FaultPlan.At(call, lostAnswer)));
            world.Files.Names.Where(static n => n != "inbox/a/f.jsonl").ShouldBeSubsetOf([target]);
            (await world.RunAsync("a/f.jsonl")).ShouldBe(result);
            world.Files.Read(target).ShouldBe(whole.Files.Read(target));
            world.Files.Names.ShouldBe(whole.Files.Names);
            world.Audit.Entries.Count.ShouldBeInRange(1, 2);
        }
    }

    [Fact]
    public async Task DoesAVersionOnce_AndTheNextVersionAnew()
    {
        var world = World();
        world.Files.Put("inbox/f.txt", Encoding.UTF8.GetBytes($"first {Email}"));
        await world.RunAsync("f.txt");
        await world.RunAsync("f.txt");
        world.Files.Commits.ShouldBe(1);
        world.Audit.Entries.ShouldHaveSingleItem().Kind.ShouldBe(AuditKinds.FileRedacted);
        world.Files.Put("inbox/f.txt", Encoding.UTF8.GetBytes("second"));
        await world.RunAsync("f.txt");
        Encoding.UTF8.GetString(world.Files.Read("clean/f.txt")!).ShouldBe("second");
    }

    /// <summary>Between a death and the next try lay more than the week for which blocks are kept.</summary>
    [Fact]
    public async Task BeginsAnew_WhenTheStagedBlocksAreGone()
    {
        var world = World();
        var text = string.Join("\n", Enumerable.Range(0, 16).Select(static i => $$"""{"n":{{i}},"content":"Write to {{Email}}"}"""));
        world.Files.Put("inbox/f.jsonl", Encoding.UTF8.GetBytes(text));
        var counted = new FaultPlan(static _ => false);
        await Should.ThrowAsync<StoreUnavailableException>(() => world.RunAsync("f.jsonl", FaultPlan.From(12)));
        world.Files.Forget();
        (await world.RunAsync("f.jsonl", counted)).ShouldBe(IngestionResult.Clean);
        Encoding.UTF8.GetString(world.Files.Read("clean/f.jsonl")!).ShouldBe(await AtOnceAsync(text));
    }

    [Fact]
    public async Task Quarantines_WithKindsAndCounts_AndWithoutTheSecret()
    {
        var world = World();
        world.Files.Put("inbox/f.txt", Encoding.UTF8.GetBytes($"{Email} and {Secret}"));
        (await world.RunAsync("f.txt")).ShouldBe(IngestionResult.Quarantined);
        world.Files.Read("clean/f.txt").ShouldBeNull();
        await using var stream = (await world.Blobs.OpenReadAsync("quarantine/f.txt.findings.json", Cancel)).ShouldNotBeNull();
        using var reader = new StreamReader(stream);
        var findings = await reader.ReadToEndAsync(Cancel);
        JsonElement.Parse(findings).GetProperty("findings").EnumerateObject().Count().ShouldBe(2);
        foreach (var said in (string[])[
            findings, Encoding.UTF8.GetString(world.Files.Read("quarantine/f.txt")!), JsonSerializer.Serialize(world.Audit.Entries)
        ])
        {
            said.ShouldNotContain(Email);
            said.ShouldNotContain(Secret);
        }

        world.Audit.Entries.ShouldHaveSingleItem().Kind.ShouldBe(AuditKinds.FileQuarantined);
    }

    [Theory]
    [InlineData("f.bin", "encoding")]
    [InlineData("f.jsonl", "line")]
    public async Task Quarantines_WhatItCannotRead_WithoutCopyingIt(string name, string reason)
    {
        var world = World();
        world.Files.Put(
            "inbox/" + name,
            reason == "line" ? [.. Enumerable.Repeat((byte)'x', 9000)] : Encoding.Unicode.GetBytes($"{Email} in wide letters"));
        (await world.RunAsync(name)).ShouldBe(IngestionResult.Quarantined);
        world.Files.Names.ShouldBe(["inbox/" + name]);
        await using var stream = (await world.Blobs.OpenReadAsync($"quarantine/{name}.findings.json", Cancel)).ShouldNotBeNull();
        JsonDocument.Parse(stream).RootElement.GetProperty("unreadable").GetString().ShouldBe(reason);
    }

    /// <summary>The first folder names the application; its tier decides.</summary>
    [Fact]
    public async Task Follows_TheTierOfTheApplication()
    {
        var world = World("""
            version: 1
            applications:
              - { id: lenient, tier: low, models: [m], callers: ["key:a"] }
            tiers:
              low: { input: { personal: allow, secrets: tokenise } }
            models:
              m: { platform: openai, deployment: m }
            """);
        world.Files.Put("inbox/lenient/f.txt", Encoding.UTF8.GetBytes($"{Email} {Secret}"));
        world.Files.Put("inbox/unknown/f.txt", Encoding.UTF8.GetBytes($"{Email} {Secret}"));
        (await world.RunAsync("lenient/f.txt")).ShouldBe(IngestionResult.Clean);
        var clean = Encoding.UTF8.GetString(world.Files.Read("clean/lenient/f.txt")!);
        clean.ShouldContain(Email);
        clean.ShouldNotContain(Secret);
        (await world.RunAsync("unknown/f.txt")).ShouldBe(IngestionResult.Quarantined);
    }

    /// <summary>No file keeps an original: whatever the tier would turn back later is masked, and the entry counts it.</summary>
    [Theory]
    [InlineData("tokenise", "2")]
    [InlineData("hash", "2")]
    [InlineData("surrogate", "2")]
    [InlineData("mask", null)]
    [InlineData("drop", null)]
    public async Task Counts_InTheEntry_WhatIsMaskedInstead(string action, string? masked)
    {
        var world = World($$"""
            version: 1
            applications:
              - { id: app, tier: low, models: [m], callers: ["key:a"] }
            tiers:
              low: { input: { personal: {{action}} } }
            models:
              m: { platform: openai, deployment: m }
            """);
        world.Files.Put("inbox/app/f.jsonl", Encoding.UTF8.GetBytes($$"""
            {"a":"{{Email}}"}
            {"a":"{{new string('x', 500)}}"}
            {"a":"{{Email}}"}
            """));
        (await world.RunAsync("app/f.jsonl")).ShouldBe(IngestionResult.Clean);
        world.Audit.Entries.ShouldHaveSingleItem().Facts.GetValueOrDefault("masked").ShouldBe(masked);
    }

    /// <summary>Two may commit the same blocks, when one begins between the other's last block and its last word.</summary>
    [Fact]
    public async Task LetsOneOfManyWorkersFinish()
    {
        var world = World();
        world.Files.Put("inbox/f.jsonl", Encoding.UTF8.GetBytes(
            string.Join("\n", Enumerable.Range(0, 40).Select(static i => $$"""{"n":{{i}},"content":"Write to {{Email}}"}"""))));
        var ended = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            try
            {
                return await world.RunAsync("f.jsonl") == IngestionResult.Clean;
            }
            catch (StoreUnavailableException)
            {
                return false;
            }
        })));
        ended.ShouldContain(true);
        world.Files.Commits.ShouldBeInRange(1, ended.Length);
        var lines = Encoding.UTF8.GetString(world.Files.Read("clean/f.jsonl").ShouldNotBeNull()).Split('\n');
        lines.Select(static line => line.Split(',')[0]).ShouldBe(Enumerable.Range(0, 40).Select(static i => $$"""{"n":{{i}}"""));
        lines.Length.ShouldBe(40);
        lines.ShouldAllBe(static line => !line.Contains(Email, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/blobServices/default/containers/inbox/blobs/a/f.txt", true)]
    [InlineData("/blobServices/default/containers/clean/blobs/a/f.txt", false)]
    [InlineData("/blobServices/default/containers/inbox/blobs/gone.txt", false)]
    [InlineData("/blobServices/default/containers/inbox/blobs/../clean/x", false)]
    [InlineData(null, false)]
    public async Task Handles_EventsAsHints(string? subject, bool works)
    {
        var world = World();
        world.Files.Put("inbox/a/f.txt", "plain"u8.ToArray());
        world.Files.Put("clean/other", "plain"u8.ToArray());
        var alerts = new RecordingAlerts();
        var inbox = new FileIngestion(
            world.Files, world.Blobs, world.Documents, world.Audit, world, new SeededEntropy(1), TimeProvider.System, world.Options);
        var handler = new BlobCreatedHandler(inbox, alerts, TimeProvider.System);
        await handler.HandleAsync(new GuardEvent
        {
            Id = "1",
            Source = "s",
            Type = BlobCreatedHandler.BlobCreated,
            Subject = subject,
            Time = DateTimeOffset.UnixEpoch
        }, Cancel);
        world.Files.Names.Contains("clean/a/f.txt").ShouldBe(works);
        alerts.Raised.Count.ShouldBe(subject?.Contains("..", StringComparison.Ordinal) == true ? 1 : 0);
    }

    private static IngestionHarness World(string? yaml = null)
    {
        var loaded = yaml is null ? null : PolicyLoader.Load(Encoding.UTF8.GetBytes(yaml), "guard.yaml");
        return new(loaded is null ? TestPolicies.With() : loaded.Policy.ShouldNotBeNull(string.Join('\n', loaded.Errors)));
    }

    private static async Task<string> AtOnceAsync(string text)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var output = new MemoryStream();
        await TextRedaction.RunAsync(
            input, output,
            new Redactor(GuardScanner.Default.For(FindingCategory.Personal, FindingCategory.Secret, FindingCategory.Injection)),
            new RedactionPlan { Personal = GuardAction.Mask, Secret = GuardAction.Block }, TokenSession.Ephemeral(new SeededEntropy(2)),
            new TextOptions { Form = TextForm.JsonLines }, Cancel);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
