using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Azure.Duties;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Functions.Tests.Authorization;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Functions.Tests;

/// <summary>Several duties, or all, in one app: one identity with the grants of them all, and the rules of each.</summary>
public sealed class CombinedDutyTests(AzuriteServer azurite)
{
    private static readonly TimerInfo Tick = new();

    /// <summary>The requests to a duty's app, and the functions that answer.</summary>
    private static readonly (string Duty, Type Function, string Method, string Path)[] Requests =
    [
        ("gateway", typeof(ModelsFunction), "GET", "/v1/models"),
        ("gateway", typeof(InspectFunction), "POST", "/guard/inspect"),
        ("gateway", typeof(ChatCompletionsFunction), "POST", "/v1/chat/completions"),
        ("reviewer", typeof(CasesFunction), "GET", "/guard/cases"),
        ("reviewer", typeof(ReviewLoadFunction), "GET", "/guard/review/load"),
        ("reviewer", typeof(OutputsFunction), "POST", "/guard/outputs"),
        ("rotator", typeof(CredentialsFunction), "GET", "/guard/credentials"),
        ("deployer", typeof(ModelStopFunction), "GET", "/guard/models/MODEL/stop"),
        ("auditor", typeof(EvidenceFunction), "GET", "/guard/evidence"),
        ("auditor", typeof(LogFilesFunction), "GET", "/guard/log/nothing"),
        ("auditor", typeof(InteractionsFunction), "GET", "/guard/interactions/00000000000000000000000000000000"),
        ("redactor", typeof(EventsFunction), "POST", "/events"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Functions => [.. Requests.Select(static r => r.Path)];

    [Theory]
    [InlineData("all")]
    [InlineData("rotator,auditor")]
    public async Task AnApp_AnswersThatItLives_AndMakesEveryFunctionOfItsDuties(string app)
    {
        await using var host = DutyHost.Of(app, azurite);
        (await DutyCall.SendAsync(host, host.Function<HealthFunction>().RunAsync, "GET", "/health")).Status.ShouldBe(200);
        (await DutyCall.SendAsync(host, host.Function<ReadinessFunction>().RunAsync, "GET", "/health/ready")).Status.ShouldBe(200);
        foreach (var function in DutyHost.Duties(app).SelectMany(static duty => duty.Functions).Distinct())
        {
            host.Function(DutyHost.TypeOf(function)).ShouldNotBeNull();
        }

        host.Grants.Denied.ShouldBeEmpty();
    }

    /// <summary>To be together opens nothing: everybody gets from the one app what the duty's own app gives.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public async Task EachDuty_StillAuthorisesByItsOwnRules(string path)
    {
        var policy = new DutyPolicy();
        await using var together = DutyHost.Of(DutyList.All, azurite, policy.Policy);
        var (duty, function, method, _) = Requests.Single(r => r.Path == path);
        await using var alone = DutyHost.Of(duty, azurite, policy.Policy);
        var now = TimeProvider.System.GetUtcNow();
        var statuses = new List<int>();
        foreach (var (who, token) in ((string, string?)[])
            [
                ("nobody", null), ("a stranger", Tokens.App(Guid.NewGuid().ToString("D"), now)), ("the caller", policy.Token),
                ("an event source", Tokens.App(policy.Client, now, "events")),
                ("a reviewer", Person("reviewer")), ("an auditor", Person("auditor")), ("an admin", Person("admin")),
                ("a person", Person()),
            ])
        {
            async Task<int> AskAsync(DutyHost host) => (await DutyCall.SendAsync(
                host, request => (Task)function.GetMethod("RunAsync")!.Invoke(host.Function(function), [request])!, method,
                path.Replace("MODEL", policy.Model, StringComparison.Ordinal), token, method == "POST" ? "{}" : null)).Status;

            var (one, all) = (await AskAsync(alone), await AskAsync(together));
            all.ShouldBe(one, $"{who} at {path}");
            statuses.Add(one);
        }

        statuses[0].ShouldBe(401);
        statuses.Distinct().Count().ShouldBeGreaterThan(1, "somebody may, somebody may not");

        string Person(params string[] roles) => Tokens.Person("44444444-4444-4444-4444-444444444444", now, roles);
    }

    /// <summary>An event of one duty's subscription is handled, and the app's one log is sequenced by its own auditor.</summary>
    [LongFact]
    public async Task AFileIsCleaned_AndTheLogOfItSequenced_ByOneApp()
    {
        await using var host = DutyHost.Of(DutyList.All, azurite);
        var (files, name) = (new AzureStagedBlobStore(AuthorizingProxy.Of(azurite).Outside), $"{Guid.NewGuid():N}.txt");
        await files.StageAsync("inbox/" + name, "one", 0, Encoding.UTF8.GetBytes("Write to erika.mustermann@mailbox.org."), Cancel);
        await files.CommitAsync("inbox/" + name, "one", 1, Cancel);
        await host.Function<EventsQueueFunction>().RunAsync(
            $$"""{"specversion":"1.0","id":"{{name}}","source":"/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/data","subject":"/blobServices/default/containers/inbox/blobs/{{name}}","type":"Microsoft.Storage.BlobCreated","time":"2026-11-23T10:00:00Z","data":{"api":"PutBlockList","contentType":"text/plain","blobType":"BlockBlob","url":"https://data.blob.core.windows.net/inbox/{{name}}"} }""",
            Cancel);

        (await files.FindAsync("clean/" + name, Cancel)).ShouldNotBeNull();
        (await DutyLog.ReadAsync(host)).ShouldContain(static entry => entry.Kind == AuditKinds.FileRedacted);
        await host.Function<CheckpointFunction>().RunAsync(Tick, Cancel);
        host.Grants.Denied.ShouldBeEmpty();
    }

    /// <summary>One identity, one console: it shows each role its own pages, and no others.</summary>
    [Theory]
    [InlineData("reviewer", "/console/cases", 200)]
    [InlineData("reviewer", "/console/interactions", 403)]
    [InlineData("reviewer", "/console/credentials", 403)]
    [InlineData("auditor", "/console/cases", 403)]
    [InlineData("auditor", "/console/interactions", 200)]
    [InlineData("auditor", "/console/credentials", 200)]
    public async Task TheConsole_ShowsEachRoleItsPages(string role, string page, int status)
    {
        await using var host = DutyHost.Of(DutyList.All, azurite);
        var token = Tokens.Person("44444444-4444-4444-4444-444444444444", TimeProvider.System.GetUtcNow(), role);
        var signedIn = await SendAsync("POST", "/console/sign-in", null, "key=" + Uri.EscapeDataString(token));
        signedIn.Response.StatusCode.ShouldBe(303);
        var cookie = signedIn.Response.Headers.SetCookie.ToString().Split(';')[0];
        (await SendAsync("GET", page, cookie, null)).Response.StatusCode.ShouldBe(status);

        async Task<HttpContext> SendAsync(string method, string path, string? with, string? form)
        {
            await using var scope = host.Services.CreateAsyncScope();
            var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
            (context.Request.Method, context.Request.Scheme, context.Request.Host, context.Request.Path) = (method, "https", new HostString(
                "guard.test"), path);
            context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget = path;
            context.Request.Headers.Cookie = with;
            if (form is not null)
            {
                var bytes = Encoding.UTF8.GetBytes(form);
                (context.Request.Body, context.Request.ContentLength, context.Request.ContentType) = (new MemoryStream(
                    bytes), bytes.Length, "application/x-www-form-urlencoded");
                context.Request.Headers.Origin = "https://guard.test";
            }

            context.Response.Body = new MemoryStream();
            await host.Function<ConsoleFunction>().RunAsync(context.Request);
            return context;
        }
    }
}
