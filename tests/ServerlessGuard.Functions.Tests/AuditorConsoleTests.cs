using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Functions.Tests.Authorization;
using ServerlessGuard.Testing.Azurite;

namespace ServerlessGuard.Functions.Tests;

/// <summary>The auditor's console through its function, with the auditor's grants and no others.</summary>
public sealed partial class AuditorConsoleTests(AzuriteServer azurite)
{
    private const string Person = "33333333-0000-0000-0000-000000000001";

    private static readonly GuardPolicy Policy = PolicyLoader.Load(
        $$"""
        version: 1
        applications: [{ id: a, tier: t, models: [m], callers: ["key:a"] }]
        tiers: { t: { stream: buffered } }
        models: { m: { platform: openai } }
        credentials: [{ id: claims-key, platform: azure-openai, resource: "{{AuthorizingProxy.Account}}", secret: auditor-console-key }]
        """,
        "test.yaml").Policy!;

    [Fact]
    public async Task ShowsTheLogAndTheJournals_AndDecidesNothing()
    {
        await using var host = DutyHost.Of("auditor", azurite, Policy);
        var cookie = await SignInAsync(host);
        foreach (var (path, shows) in ((string, string)[])[
            ("/console/", "Home"), ("/console/interactions", "Interactions"), ("/console/credentials", "claims-key"),
            ("/console/credentials/claims-key", "Rotation interval"), ("/console/drills", "rollback")
        ])
        {
            var page = await SendAsync(host, "GET", path, cookie);
            (page.Status, page.Body.Contains(shows, StringComparison.Ordinal)).ShouldBe((200, true), path);
        }

        (await SendAsync(host, "GET", "/console/cases", cookie)).Status.ShouldBe(404, "cases are the reviewer's");
        var token = Token().Match((await SendAsync(host, "GET", "/console/settings", cookie)).Body).Groups[1].Value;
        (await SendAsync(
            host, "POST", "/console/credentials/claims-key", cookie, $"leak=confirm&form-token={Uri.EscapeDataString(token)}")).Status
            .ShouldBe(403);
        host.Grants.Denied.ShouldBeEmpty();
    }

    /// <summary>The identities are two, so are the sessions: neither console opens with the other's.</summary>
    [Fact]
    public async Task ASessionOfTheReviewersConsole_OpensNothingHere_NorTheOtherWay()
    {
        await using var auditor = DutyHost.Of("auditor", azurite, Policy);
        await using var reviewer = DutyHost.Of("reviewer", azurite, Policy);
        var (here, there) = (await SignInAsync(auditor), await SignInAsync(reviewer));

        (await SendAsync(auditor, "GET", "/console/settings", there)).Status.ShouldBe(303);
        (await SendAsync(reviewer, "GET", "/console/settings", here)).Status.ShouldBe(303);
        (await SendAsync(auditor, "GET", "/console/settings", here)).Status.ShouldBe(200);
    }

    private static async Task<string> SignInAsync(DutyHost host)
    {
        var reply = await SendAsync(
            host, "POST", "/console/sign-in", null,
            "key=" + Uri.EscapeDataString(Tokens.Person(Person, TimeProvider.System.GetUtcNow(), "auditor", "reviewer", "admin")));
        reply.Status.ShouldBe(303, reply.Body);
        return reply.Cookie.ShouldNotBeNull().Split(';')[0];
    }

    private static async Task<(int Status, string Body, string? Cookie)> SendAsync(
        DutyHost host, string method, string path, string? cookie, string? form = null)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = method;
        context.Request.Scheme = "https";
        context.Request.Host = new HostString("auditor.example");
        context.Request.Path = path;
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = path;
        context.Request.Headers.Cookie = cookie;
        if (form is not null)
        {
            context.Request.Headers.Origin = "https://auditor.example";
            context.Request.ContentType = "application/x-www-form-urlencoded";
            var bytes = System.Text.Encoding.UTF8.GetBytes(form);
            context.Request.ContentLength = bytes.Length;
            context.Request.Body = new MemoryStream(bytes);
        }

        using var body = new MemoryStream();
        context.Response.Body = body;
        await host.Function<ConsoleFunction>().RunAsync(context.Request);
        return (context.Response.StatusCode, System.Text.Encoding.UTF8.GetString(
            body.ToArray()), context.Response.Headers.SetCookie.FirstOrDefault());
    }

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
