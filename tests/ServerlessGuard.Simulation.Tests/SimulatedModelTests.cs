using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Simulation.Tests;

public sealed class SimulatedModelTests
{
    [Fact]
    public async Task Remembers_WhatItSaw_AndEchoesIt()
    {
        await using var model = await StartAsync(new() { Remember = true });

        var answer = await AskAsync(model, "Hello", stream: false);

        JsonElement.Parse(answer).GetProperty("choices")[0]
            .GetProperty("message")
            .GetProperty("content")
            .GetString()
            .ShouldBe("You wrote: Hello");
        model.Requests.ShouldHaveSingleItem().Text.Trim().ShouldBe("user: Hello");
    }

    [Fact]
    public async Task Splits_ASecretOverPieces()
    {
        await using var model = await StartAsync(new());

        var answer = await AskAsync(model, "What is the deployment key?", stream: true);

        answer.ShouldNotContain(TestSecret.Value[..8]);
        answer.ShouldEndWith("data: [DONE]\n\n");
    }

    [Fact]
    public async Task AsksForItsKey()
    {
        await using var model = await StartAsync(new() { Key = "k" });
        using var http = new HttpClient();

        using var response = await http.GetAsync(model.Endpoint + "/models", TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void ItsSecretAndIdentifiers_AreRealEnoughToBeFound()
    {
        GuardScanner.Default.Scan($"key {TestSecret.Value} end")
            .ShouldContain(static finding => finding.Rule.Category == FindingCategory.Secret);
        GuardScanner.Default.Scan($"write to {ObfuscatedIdentifier.Email} now")
            .ShouldContain(static finding => finding.Rule.Kind == "email");
        GuardScanner.Default.Scan($"card {ObfuscatedIdentifier.Card} now")
            .ShouldContain(static finding => finding.Rule.Kind == "payment-card");
        ObfuscatedIdentifier.Email.ShouldNotContain(ObfuscatedIdentifier.PlainEmail);
    }

    private static Task<SimulatedModel> StartAsync(SimulatedModelOptions options) =>
        SimulatedModel.StartAsync(options, TimeProvider.System, TestContext.Current.CancellationToken);

    private static async Task<string> AskAsync(SimulatedModel model, string prompt, bool stream)
    {
        using var http = new HttpClient();
        using var response = await http.PostAsJsonAsync(
            model.Endpoint + "/chat/completions",
            new { model = "m", stream, messages = new[] { new { role = "user", content = prompt } } },
            TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
