using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Testing;
using ServerlessGuard.Testing.Faults;
using ServerlessGuard.Testing.Models;
using ServerlessGuard.Testing.Stores;

namespace ServerlessGuard.Web.Tests.Gateway;

/// <summary>
/// The findings of secret rules reach the rotator as keyed hashes, from prompts and answers, before the interaction closes.
/// </summary>
public sealed class LeakTests
{
    private const string Secret = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

    [Theory]
    [InlineData("strict", true, false)]
    [InlineData("live", true, true)]
    [InlineData("strict", false, false)]
    [InlineData("strict", false, true)]
    [InlineData("live", false, true)]
    [InlineData("observed", false, true)]
    public async Task TellsTheRotator_OfASecretInPromptOrAnswer_WithoutItsText(string tier, bool inPrompt, bool stream)
    {
        await using var host = await GatewayHost.StartAsync();
        var answer = inPrompt ? "Nothing to say." : $"Use token={Secret} for it.";
        host.Model.Script = stream
            ? ScriptedModel.Events(Chat.Stream(answer[..12], answer[12..]))
            : ScriptedModel.Json(Chat.Answer(answer));

        using var response = await host.PostAsync(
            tier, Chat.Path, Chat.Request(inPrompt ? $"Why does {Secret} not work?" : "Hello", stream));
        await response.TextAsync();
        await host.UntilAsync(static kinds => kinds.Any(static kind => kind.StartsWith("interaction.closed", StringComparison.Ordinal)));

        var message = (await host.Service<IWorkQueue>()
            .ReceiveAsync(EventDispatcher.QueueName, 10, TimeSpan.FromMinutes(1), CancellationToken.None)).ShouldHaveSingleItem();
        Encoding.UTF8.GetString(message.Body.Span).ShouldNotContain(Secret);
        GuardEventJson.TryRead(JsonElement.Parse(message.Body.Span), DateTimeOffset.UtcNow, out var told, out _).ShouldBeTrue();
        told.Type.ShouldBe("ServerlessGuard.CredentialLeaked");
        var fingerprint = await host.Service<KeyFingerprints>().OfAsync(Secret, CancellationToken.None);
        told.Data.GetProperty("fingerprints").EnumerateArray().Select(static m => m.GetString()).ShouldContain(fingerprint);
    }

    [Fact]
    public async Task TellsNothing_WhereNoSecretWasFound()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Model.Script = ScriptedModel.Json(Chat.Answer("Fine."));

        using var response = await host.PostAsync("strict", Chat.Path, Chat.Request("I am jane.roe@northwind.example"));

        (await host.Service<IWorkQueue>().ReceiveAsync(EventDispatcher.QueueName, 10, TimeSpan.FromMinutes(1), CancellationToken.None))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task AlertsAndAnswersAsTheTierSays_WhenTheRotatorCannotBeTold()
    {
        var queue = new FaultingWorkQueue(new InMemoryWorkQueue(), FaultPlan.From(1));
        await using var host = await GatewayHost.StartAsync(services => services.AddSingleton<IWorkQueue>(queue));
        host.Model.Script = ScriptedModel.Json(Chat.Answer($"It is {Secret}."));

        using var response = await host.PostAsync("live", Chat.Path, Chat.Request("Hello"));

        (await response.TextAsync()).ShouldNotContain(Secret);
        host.Alerts.Raised.ShouldContain(static alert => alert.Code == "rotation.leak-unreported");
        host.Kinds[^1].ShouldStartWith("interaction.closed");
    }
}
