using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Models;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>Content is sealed and stored before the closing entry is written; and no answer passes a closed tier without that.</summary>
public sealed class ContentTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("strict", false)]
    [InlineData("strict", true)]
    [InlineData("live", true)]
    [InlineData("observed", false)]
    [InlineData("observed", true)]
    [InlineData("open", false)]
    public async Task Keeps_WhatTheEntriesMeasured(string tier, bool stream)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = stream
            ? ScriptedModel.Events(Chat.Stream("Write to ", "jane.roe@northwind.example", " today."))
            : ScriptedModel.Json(Chat.Answer("Write to jane.roe@northwind.example today."));

        using var response = await host.PostAsync(tier, Chat.Path, Chat.Request("Who is jane.roe@northwind.example?", stream));
        await response.TextAsync();

        var closed = host.Audit.Entries.Single(static e => e.Kind == AuditKinds.InteractionClosed);
        closed.Facts.ShouldContainKey("content.until");
        var store = host.Services.GetRequiredService<ContentStore>();
        var checks = await ContentCheck.RunAsync(store, host.Audit.Entries, "user:auditor", "test", Cancel);
        checks.ShouldNotBeEmpty();
        checks.ShouldAllBe(static c => c.Match == ContentMatch.Same);
        var request = await store.ReadAsync(closed.Interaction!, "request", "user:auditor", "test", Cancel);
        Encoding.UTF8.GetString(request!.Value.Span).ShouldContain("Who is jane.roe");
        (await store.ReadAsync(closed.Interaction!, "answer", "user:auditor", "test", Cancel)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Keeps_WhatARefusedModelSaid()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer("The key is ghp_16C7e42F292c6912E7710c838347Ae178B4a"));

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("The key?"));

        var id = response.Headers.GetValues("Guard-Interaction").Single();
        var said = await host.Services.GetRequiredService<ContentStore>().ReadAsync(id, "model", "user:auditor", "test", Cancel);
        Encoding.UTF8.GetString(said!.Value.Span).ShouldContain("292c6912E7710");
    }

    /// <summary>A store that fails at any call: a closed tier gives nothing out that is not kept, an open one says so.</summary>
    [Theory]
    [InlineData("strict", false)]
    [InlineData("strict", true)]
    [InlineData("live", true)]
    public async Task ClosedTier_ReleasesNothing_ThatCannotBeKept(string tier, bool stream)
    {
        for (var at = 1; at <= 2; at++)
        {
            // Only the content's own documents fail, from the call on: the announcement, then the sealed content.
            var from = at;
            await using var host = await GatewayHost.StartAsync(
                services => services.AddSingleton<IDocumentStore>(new ContentFaults(new InMemoryDocumentStore(), from)));
            host.Model.Script = stream
                ? ScriptedModel.Events(Chat.Stream("The answer", "."))
                : ScriptedModel.Json(Chat.Answer("The answer."));

            using var response = await host.PostAsync(tier, Chat.Path, Chat.Request("Hello", stream));
            var text = await response.TextAsync();

            text.ShouldContain("guard_failed");
            if (tier != "live" || at == 1)
            {
                text.ShouldNotContain("The answer");
            }

            host.Alerts.Raised.ShouldContain(static a => a.Code == "content.unsealed");
            host.Audit.Entries[^1].Facts.ShouldContainKeyAndValue("content", "unsealed");
        }
    }

    [Fact]
    public async Task OpenTier_Answers_AndSaysThatNothingWasKept()
    {
        await using var host = await GatewayHost.StartAsync(
            static services => services.AddSingleton<IKeyRing>(new FaultingKeyRing(new InMemoryKeyRing(), FaultPlan.From(1))));
        host.Model.Script = ScriptedModel.Json(Chat.Answer("Fine."));

        using var response = await host.PostAsync("open", Chat.Path, Chat.Request("Hello"));
        (await response.ContentAsync()).ShouldBe("Fine.");
        host.Alerts.Raised.ShouldContain(static a => a.Code == "content.unsealed");
        host.Audit.Entries[^1].Facts.ShouldContainKeyAndValue("content", "unsealed");

        using var closed = await host.PostAsync("strict", Chat.Path, Chat.Request("Hello"));
        closed.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    /// <summary>Documents whose content partitions fail from a call on; everything else works.</summary>
    private sealed class ContentFaults(IDocumentStore inner, int from) : IDocumentStore
    {
        private int _calls;

        public ValueTask<Document?> GetAsync(string partition, string key, CancellationToken cancellationToken) =>
            inner.GetAsync(partition, key, cancellationToken);

        public ValueTask<Document?> CreateAsync(
            string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires, CancellationToken cancellationToken) =>
            partition.StartsWith("content-", StringComparison.Ordinal) && Interlocked.Increment(ref _calls) >= from
                ? throw new StoreUnavailableException("Planned.")
                : inner.CreateAsync(partition, key, body, expires, cancellationToken);

        public ValueTask<Document?> ReplaceAsync(
            string partition, string key, ReadOnlyMemory<byte> body, string version, DateTimeOffset? expires,
            CancellationToken cancellationToken) =>
            inner.ReplaceAsync(partition, key, body, version, expires, cancellationToken);

        public ValueTask<bool> DeleteAsync(string partition, string key, string version, CancellationToken cancellationToken) =>
            inner.DeleteAsync(partition, key, version, cancellationToken);

        public ValueTask<IReadOnlyList<Document>> ListAsync(
            string partition, string? afterKey, int limit, CancellationToken cancellationToken) =>
            inner.ListAsync(partition, afterKey, limit, cancellationToken);
    }
}
