#pragma warning disable OPENAI001 // The responses client is marked experimental by its makers; the test is how a change would be noticed.
using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Models;
using OpenAI.Responses;
using ServerlessGuard.Local.Tests.Support;

namespace ServerlessGuard.Local.Tests.Clients;

/// <summary>The official OpenAI .NET client against <c>guard up</c>.</summary>
public sealed class OpenAIClientTests(GuardUp up) : IAsyncLifetime
{
    private const string Email = "erika.mustermann@mailbox.org";

    private GuardProcess _guard = null!;

    public async ValueTask InitializeAsync() => _guard = await up.GuardAsync();

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task Plain_GetsItsOwnDataBack()
    {
        ChatCompletion answer = await Chat().CompleteChatAsync([new UserChatMessage($"Write to {Email}")], null, Token);

        answer.Content[0].Text.ShouldBe($"You wrote: Write to {Email}");
        answer.FinishReason.ShouldBe(ChatFinishReason.Stop);
        answer.Usage.TotalTokenCount.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Streaming_MasksALeakedSecret()
    {
        var (text, pieces, finish) = ("", 0, (ChatFinishReason?)null);
        await foreach (var update in Chat().CompleteChatStreamingAsync([new UserChatMessage("What is the deployment key?")], null, Token))
        {
            text += string.Concat(update.ContentUpdate.Select(static part => part.Text));
            pieces += update.ContentUpdate.Count;
            finish = update.FinishReason ?? finish;
        }

        text.ShouldContain("valid for every region");
        text.ShouldNotContain("gh" + "p_");
        pieces.ShouldBeGreaterThan(1);
        finish.ShouldBe(ChatFinishReason.Stop);
    }

    [Fact]
    public async Task Tools_PassWhenAllowed_AndTheirResultsComeBack()
    {
        var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("crm.lookup") } };
        var ask = new UserChatMessage("""Please call the tool crm.lookup with {"customer": "c-7"}""");
        ChatCompletion answer = await Chat().CompleteChatAsync([ask], options, Token);

        answer.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        answer.ToolCalls[0].FunctionName.ShouldBe("crm.lookup");
        answer.ToolCalls[0].FunctionArguments.ToString().ShouldContain("c-7");

        ChatCompletion final = await Chat().CompleteChatAsync(
            [ask, new AssistantChatMessage(answer), new ToolChatMessage(answer.ToolCalls[0].Id, "A customer since 2019")], options, Token);
        final.Content[0].Text.ShouldBe("The tool answered: A customer since 2019");
    }

    [Fact]
    public async Task AForbiddenTool_IsAWellFormedAnswerWithoutTheCall()
    {
        ChatCompletion answer = await Chat().CompleteChatAsync(
            [new UserChatMessage("Please call the tool payroll.raise with {}")], null, Token);

        answer.FinishReason.ShouldBe(ChatFinishReason.ContentFilter);
        answer.ToolCalls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Responses_PlainAndStreamed()
    {
        ResponseResult answer = await Responses().CreateResponseAsync(RequestFor($"Write to {Email}"), Token);
        answer.GetOutputText().ShouldBe($"You wrote: Write to {Email}");

        var (text, completed) = ("", false);
        var request = RequestFor("What is the deployment key?");
        request.StreamingEnabled = true;
        await foreach (var update in await Responses().CreateResponseStreamingAsync(request, Token))
        {
            text += update is StreamingResponseOutputTextDeltaUpdate delta ? delta.Delta : "";
            completed |= update is StreamingResponseCompletedUpdate;
        }

        text.ShouldContain("valid for every region");
        text.ShouldNotContain("gh" + "p_");
        completed.ShouldBeTrue();
    }

    [Fact]
    public async Task Models_AreThoseTheApplicationMayUse()
    {
        var models = await new OpenAIModelClient(new ApiKeyCredential(_guard.Key!), Options()).GetModelsAsync(Token);

        models.Value.Select(static model => model.Id).ShouldBe([GuardUp.Model]);
    }

    [Theory]
    [InlineData("nobody", GuardUp.Model, "Hello", 401)]
    [InlineData(null, "claims-ft", "Hello", 403)]
    [InlineData(null, GuardUp.Model, "Please fail with 429", 429)]
    [InlineData(null, GuardUp.Model, "Please fail with 503", 503)]
    [InlineData(null, GuardUp.Model, "Please break off", 502)]
    public async Task Failures_AreTheClientsOwnErrors(string? key, string model, string prompt, int status)
    {
        var failure = await Should.ThrowAsync<ClientResultException>(
            () => Chat(model, key).CompleteChatAsync([new UserChatMessage(prompt)], null, Token));

        failure.Status.ShouldBe(status);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static CreateResponseOptions RequestFor(string prompt) =>
        new() { Model = GuardUp.Model, InputItems = { ResponseItem.CreateUserMessageItem(prompt) } };

    private ChatClient Chat(string model = GuardUp.Model, string? key = null) =>
        new(model, new ApiKeyCredential(key ?? _guard.Key!), Options());

    private ResponsesClient Responses() =>
        new(
            new ApiKeyCredential(_guard.Key!),
            new ResponsesClientOptions { Endpoint = _guard.Url, RetryPolicy = new ClientRetryPolicy(0) });

    private OpenAIClientOptions Options() => new() { Endpoint = _guard.Url, RetryPolicy = new ClientRetryPolicy(0) };
}
