using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Audit.Verification;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Tests.Support;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Local.Tests.Audit;

/// <summary>The protocol of C2SP tlog-witness at the wire, and a log that is rewritten although its keeper has the key.</summary>
public sealed class WitnessTests : IDisposable
{
    private static readonly NoteSigner Log = new("log.example/guard", Seed(1));
    private static readonly NoteSigner Key = new("witness.example/w1", Seed(2), NoteKey.CosignatureType);

    private readonly TemporaryDirectory _folder = new();
    private readonly InMemoryBlobStore _blobs = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Answers_AsTheSpecificationSays()
    {
        using var witness = await WitnessStore.OpenAsync(Key, Log.Key, _blobs, TimeProvider.System, Cancel);
        await using var server = await WitnessServer.StartAsync(witness, "http://127.0.0.1:0", Cancel);
        using var http = new HttpClient { BaseAddress = server.Address };
        MerkleHash[] leaves = [.. Enumerable.Range(0, 3).Select(static i => MerkleHash.Leaf([(byte)i]))];
        var root2 = MerkleHash.Node(leaves[0], leaves[1]);
        var root3 = MerkleHash.Node(root2, leaves[2]);

        (await PostAsync(http, Submission(1, [], Note(Log, 0, MerkleHash.EmptyTree)))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(http, Submission(0, [], Note(new NoteSigner("other.example", Seed(1)), 2, root2)))).Status
            .ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(http, Submission(0, [], Note(new NoteSigner("log.example/guard", Seed(9)), 2, root2)))).Status
            .ShouldBe(HttpStatusCode.Forbidden);
        (await PostAsync(http, "old 00\n\n" + Note(Log, 2, root2))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(http, "nonsense")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(http, Submission(0, [leaves[0]], Note(Log, 2, root2)))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var signed = await PostAsync(http, Submission(0, [], Note(Log, 2, root2)));
        signed.Status.ShouldBe(HttpStatusCode.OK);
        var lines = SignedNote.Parse(Encoding.UTF8.GetBytes(Checkpoint(Log, 2, root2) + "\n" + signed.Body))!;
        lines.IsSignedBy(Key.Key).ShouldBeTrue();

        var stale = await PostAsync(http, Submission(0, [], Note(Log, 3, root3)));
        (stale.Status, stale.Type, stale.Body).ShouldBe((HttpStatusCode.Conflict, "text/x.tlog.size", "2\n"));
        (await PostAsync(http, Submission(2, [], Note(Log, 2, leaves[0])))).Status.ShouldBe(HttpStatusCode.Conflict);
        (await PostAsync(http, Submission(2, [leaves[1]], Note(Log, 3, root3)))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await PostAsync(http, Submission(2, [], Note(Log, 2, root2)))).Status.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(http, Submission(2, [leaves[2]], Note(Log, 3, root3)))).Status.ShouldBe(HttpStatusCode.OK);
        using var get = await http.GetAsync(new Uri("add-checkpoint", UriKind.Relative), Cancel);
        get.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // Started anew, it remembers.
        using var again = await WitnessStore.OpenAsync(Key, Log.Key, _blobs, TimeProvider.System, Cancel);
        again.Size.ShouldBe(3);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await WitnessStore.OpenAsync(
            Key, new NoteSigner("other.example", Seed(1)).Key, _blobs, TimeProvider.System, Cancel));
    }

    [Fact]
    public async Task Sequencer_IsCosigned_AndARewriteIsNot()
    {
        using var witness = await WitnessStore.OpenAsync(Key, Log.Key, _blobs, TimeProvider.System, Cancel);
        await using var server = await WitnessServer.StartAsync(witness, "http://127.0.0.1:0", Cancel);
        using var http = HttpWitness.CreateClient(TimeSpan.FromSeconds(30));
        var alerts = new RecordingAlerts();
        var honest = new InMemoryBlobStore();
        var logs = new InMemoryAppendLogs();
        foreach (var count in (int[])[3, 400, 1])
        {
            await AppendAsync(logs, count);

            // A client that knows nothing at first: it learns the size from the witness.
            await SequenceAsync(logs, honest, new HttpWitness(http, server.Address, Key.Key), alerts);
        }

        var verified = await VerifyAsync(honest);
        (verified.IsIntact, verified.Witnessed).ShouldBe((true, 404));
        alerts.Raised.ShouldBeEmpty();

        var rewritten = new InMemoryBlobStore();
        var others = new InMemoryAppendLogs();
        await AppendAsync(others, 405, writer: "x");
        await SequenceAsync(others, rewritten, new HttpWitness(http, server.Address, Key.Key), alerts);
        (await VerifyAsync(rewritten)).Findings.ShouldContain(static f => f.Fault == LogFault.Unwitnessed);
        alerts.Raised.ShouldHaveSingleItem().Code.ShouldBe(Sequencer.WitnessAlert);

        // A witness that is away does not stop the log.
        await server.DisposeAsync();
        await AppendAsync(logs, 2);
        await SequenceAsync(logs, honest, new HttpWitness(http, server.Address, Key.Key), alerts);
        var after = await VerifyAsync(honest);
        (after.IsIntact, after.Head!.Size, after.Witnessed).ShouldBe((true, 406, 404));
        alerts.Raised.Select(static a => a.Severity).ShouldBe([AlertSeverity.Critical, AlertSeverity.Warning]);
    }

    [Fact]
    public async Task Client_TakesNothing_ThatTheWitnessesKeyDoesNotVerify()
    {
        var impostor = new NoteSigner(Key.Key.Name, Seed(7), NoteKey.CosignatureType);
        using var witness = await WitnessStore.OpenAsync(impostor, Log.Key, _blobs, TimeProvider.System, Cancel);
        await using var server = await WitnessServer.StartAsync(witness, "http://127.0.0.1:0", Cancel);
        using var http = HttpWitness.CreateClient(TimeSpan.FromSeconds(30));
        var alerts = new RecordingAlerts();
        var logs = new InMemoryAppendLogs();
        var store = new InMemoryBlobStore();
        await AppendAsync(logs, 3);
        await SequenceAsync(logs, store, new HttpWitness(http, server.Address, Key.Key), alerts);

        (await VerifyAsync(store)).Findings.ShouldContain(static f => f.Fault == LogFault.Unwitnessed);
        alerts.Raised.ShouldHaveSingleItem().Severity.ShouldBe(AlertSeverity.Critical);
    }

    [LongFact]
    public async Task CommandLine_Witnesses_AndVerifies()
    {
        (await CommandRun.InAsync(_folder.Path, "up", "--witness", "http://127.0.0.1:1")).Code.ShouldBe(2);
        (await CommandRun.InAsync(_folder.Path, "witness", "--log", "none")).Code.ShouldBe(2);

        await using (var first = await GuardProcess.UpAsync(_folder.Path))
        {
            (await first.StopAsync()).ShouldBe(0);
        }

        var key = (await CommandRun.InAsync(_folder.Path, "log", "key")).Out.Trim();
        using var process = GuardProcess.Start(
            _folder.Path, "witness", "--log", key, "--port", "0", "--name", "witness.example/w1", "--json");
        try
        {
            var ready = System.Text.Json.JsonElement.Parse((await process.StandardOutput.ReadLineAsync(Cancel))!);
            var (url, witness) = (ready.GetProperty("url").GetString()!, ready.GetProperty("key").GetString()!);
            (await CommandRun.InAsync(_folder.Path, "log", "verify", "--witness", witness)).Code.ShouldBe(1);
            await using (var second = await GuardProcess.UpAsync(_folder.Path, "--witness", url, "--witness-key", witness))
            {
                (await second.StopAsync()).ShouldBe(0);
            }

            var run = await CommandRun.InAsync(_folder.Path, "log", "verify", "--witness", witness);
            run.Code.ShouldBe(0, run.Out + run.Error);
            run.Out.ShouldContain("witnessed up to");

            // Without options: the data folder keeps the witness, and the pack's own entries are submitted to it.
            var made = await CommandRun.InAsync(_folder.Path, "evidence", "--out", "pack", "--json");
            made.Code.ShouldBe(0, made.Error);
            Status(made.Out, "log-witnessed").ShouldBe("holds");
            (await CommandRun.InAsync(_folder.Path, "evidence", "verify", "pack", "--key", key, "--witness", witness)).Code.ShouldBe(0);
            var stranger = new NoteSigner("witness.example/w2", Seed(3), NoteKey.CosignatureType).Key.ToString();
            var wrong = await CommandRun.InAsync(_folder.Path, "evidence", "verify", "pack", "--key", key, "--witness", stranger);
            (wrong.Code, wrong.Out).ShouldBe((1, "Witness: checkpoint\nThe pack is NOT intact.\n"));
            (await CommandRun.InAsync(_folder.Path, "evidence", "verify", "pack", "--witness", key)).Code.ShouldBe(2, "a log's key cosigns nothing");
            Status((await CommandRun.InAsync(_folder.Path, "evidence", "--out", "alone", "--witness", "none", "--json")).Out, "log-witnessed")
                .ShouldBe("fails");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(Cancel);
        }
    }

    private static string? Status(string json, string control) => System.Text.Json.JsonElement.Parse(json)
        .GetProperty("controls")
        .EnumerateArray()
        .Single(c => c.GetProperty("id").GetString() == control)
        .GetProperty("status")
        .GetString();

    private static byte[] Seed(byte value) => [.. Enumerable.Repeat(value, NoteSigner.SeedLength)];

    private static string Checkpoint(NoteSigner signer, long size, MerkleHash root) =>
        new Checkpoint(signer.Key.Name, size, root).ToString();

    private static SignedNote Note(NoteSigner signer, long size, MerkleHash root) =>
        new(Checkpoint(signer, size, root), [signer.Sign(Checkpoint(signer, size, root))]);

    private static string Submission(long old, MerkleHash[] proof, SignedNote note) =>
        Encoding.UTF8.GetString(new AddCheckpoint(old, proof, note).ToBytes());

    private static async Task<(HttpStatusCode Status, string? Type, string Body)> PostAsync(HttpClient http, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8);
        using var response = await http.PostAsync(new Uri("add-checkpoint", UriKind.Relative), content, Cancel);
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task AppendAsync(IAppendLogs logs, int count, string writer = "w")
    {
        await using var audit = new GroupCommitAuditLog(logs, writer);
        for (var i = 0; i < count; i++)
        {
            await audit.AppendAsync(
                new AuditEntry { Kind = AuditKinds.HostStarted, Actor = "guard", Time = DateTimeOffset.UnixEpoch }, Cancel);
        }
    }

    private static async Task SequenceAsync(IAppendLogs logs, IBlobStore store, IWitness witness, IAlertSink alerts) =>
        await new Sequencer(logs, new LogStores(store, store), Log, alerts, TimeProvider.System, witness: witness).RunAsync(Cancel);

    private static async Task<LogVerification> VerifyAsync(IBlobStore store) =>
        await new LogVerifier(new LogVerifierOptions { Log = Log.Key, Witness = Key.Key })
            .VerifyAsync(new BlobLogSource(new LogStores(store, store)), Cancel);
}
