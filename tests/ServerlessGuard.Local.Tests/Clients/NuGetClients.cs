#pragma warning disable OPENAI001 // The responses client is marked experimental by its makers; the test is how a change would be noticed.
using System.ClientModel;
using System.ClientModel.Primitives;
using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Azure.AI.OpenAI;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Responses;
using ServerlessGuard.Local.Tests.Support;
using ChatResponseFormat = OpenAI.Chat.ChatResponseFormat;

namespace ServerlessGuard.Local.Tests.Clients;

/// <summary>Clients from NuGet as people write them: what each gets for the scenarios of tests/clients/clients.mjs.</summary>
internal sealed class NuGetClients(Uri url, string key, IReadOnlyDictionary<string, string> prompts, CancellationToken cancellationToken)
{
    private const string Schema =
        """{"type":"object","properties":{"customer":{"type":"string"}},"required":["customer"],"additionalProperties":false}""";

    private readonly ApiKeyCredential _credential = new(key);

    /// <summary>Client, scenario, and what it got: a text, a number as text, or the failure.</summary>
    public async Task<Dictionary<string, Dictionary<string, string>>> RunAsync()
    {
        var options = new OpenAIClientOptions { Endpoint = url, RetryPolicy = new ClientRetryPolicy(0) };
        var openai = new OpenAIClient(_credential, options);
        var azureOptions = new AzureOpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(0) };
        var azure = new AzureOpenAIClient(new Uri(url.GetLeftPart(UriPartial.Authority)), _credential, azureOptions);
        var responses = new ResponsesClient(
            _credential, new ResponsesClientOptions { Endpoint = url, RetryPolicy = new ClientRetryPolicy(0) });
        var clients = new Dictionary<string, Dictionary<string, Func<Task<string>>>>
        {
            ["NuGet OpenAI"] = OpenAi(openai.GetChatClient(GuardUp.Model), openai.GetEmbeddingClient(GuardUp.Model), responses),
            ["NuGet Azure.AI.OpenAI"] = OpenAi(azure.GetChatClient(GuardUp.Model), azure.GetEmbeddingClient(GuardUp.Model), null),
            ["NuGet Microsoft.Extensions.AI.OpenAI"] = Extensions(
                openai.GetChatClient(GuardUp.Model).AsIChatClient(), openai.GetEmbeddingClient(GuardUp.Model), responses),
            ["NuGet Microsoft.Agents.AI"] = Agents(
                openai.GetChatClient(GuardUp.Model).AsIChatClient(), responses.AsIChatClient(GuardUp.Model)),
        };
        var results = new Dictionary<string, Dictionary<string, string>>();
        foreach (var (client, scenarios) in clients)
        {
            results[client] = [];
            foreach (var (name, scenario) in scenarios)
            {
                results[client][name] = await ResultAsync(scenario);
            }
        }

        return results;
    }

    private static async Task<string> ResultAsync(Func<Task<string>> scenario)
    {
        try
        {
            return await scenario();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return $"failed: {failure.GetType().Name}: {failure.Message}";
        }
    }

    private Dictionary<string, Func<Task<string>>> OpenAi(ChatClient chat, EmbeddingClient embeddings, ResponsesClient? responses)
    {
        var scenarios = new Dictionary<string, Func<Task<string>>>
        {
            ["chat"] = async () => (await CompleteAsync(chat, prompts["chat"])).Content[0].Text,
            ["stream"] = async () =>
            {
                var text = "";
                var asked = new UserChatMessage(prompts["stream"]);
                await foreach (var update in chat.CompleteChatStreamingAsync([asked], null, cancellationToken))
                {
                    text += string.Concat(update.ContentUpdate.Select(static part => part.Text));
                }

                return text;
            },
            ["tools"] = async () =>
            {
                var options = new ChatCompletionOptions
                {
                    Tools = { ChatTool.CreateFunctionTool("crm.lookup", "Looks a customer up.", BinaryData.FromString(Schema)) },
                };
                return (await CompleteAsync(chat, prompts["tools"], options)).ToolCalls[0].FunctionArguments.ToString();
            },
            ["structured"] = async () => (await CompleteAsync(chat, prompts["structured"], new ChatCompletionOptions
            {
                ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("customer", BinaryData.FromString(Schema), null, true),
            })).Content[0].Text,
            ["embeddings"] = async () =>
                (await embeddings.GenerateEmbeddingAsync(prompts["chat"], null, cancellationToken)).Value.ToFloats()
                    .Length.ToString(CultureInfo.InvariantCulture),
            ["block"] = async () => (await CompleteAsync(chat, prompts["block"])).FinishReason.ToString(),
        };
        if (responses is not null)
        {
            scenarios["responses"] = async () => (await responses.CreateResponseAsync(
                new CreateResponseOptions { Model = GuardUp.Model, InputItems = { ResponseItem.CreateUserMessageItem(prompts["chat"]) } },
                cancellationToken)).Value.GetOutputText();
        }

        return scenarios;
    }

    private async Task<ChatCompletion> CompleteAsync(ChatClient chat, string prompt, ChatCompletionOptions? options = null) =>
        await chat.CompleteChatAsync([new UserChatMessage(prompt)], options, cancellationToken);

    private Dictionary<string, Func<Task<string>>> Extensions(IChatClient chat, EmbeddingClient embeddings, ResponsesClient responses)
    {
        return new()
        {
            ["chat"] = async () => (await chat.GetResponseAsync(prompts["chat"], null, cancellationToken)).Text,
            ["responses"] = async () =>
                (await responses.AsIChatClient(GuardUp.Model).GetResponseAsync(prompts["chat"], null, cancellationToken)).Text,
            ["stream"] = async () =>
            {
                var text = "";
                await foreach (var update in chat.GetStreamingResponseAsync(prompts["stream"], null, cancellationToken))
                {
                    text += update.Text;
                }

                return text;
            },
            ["tools"] = async () =>
            {
                var options = new ChatOptions { Tools = [AIFunctionFactory.Create(Lookup, "crm.lookup")] };
                var answer = await chat.GetResponseAsync(prompts["tools"], options, cancellationToken);
                var call = answer.Messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>().Single();
                return JsonSerializer.Serialize(call.Arguments);
            },
            ["structured"] = async () =>
                (await chat.GetResponseAsync<Customer>(prompts["structured"], cancellationToken: cancellationToken)).Result.customer,
            ["embeddings"] = async () =>
                (await embeddings.AsIEmbeddingGenerator().GenerateAsync([prompts["chat"]], null, cancellationToken))[0]
                    .Vector.Length.ToString(CultureInfo.InvariantCulture),
            ["block"] = async () => (await chat.GetResponseAsync(prompts["block"], null, cancellationToken)).FinishReason?.Value ?? "",
        };
    }

    private Dictionary<string, Func<Task<string>>> Agents(IChatClient chat, IChatClient responses)
    {
        var agent = new ChatClientAgent(chat, "Be kind.", "guarded");
        return new()
        {
            ["chat"] = async () => (await agent.RunAsync(prompts["chat"], cancellationToken: cancellationToken)).Text,
            ["responses"] = async () =>
                (await new ChatClientAgent(responses, "Be kind.", "guarded")
                    .RunAsync(prompts["chat"], cancellationToken: cancellationToken)).Text,
            ["stream"] = async () =>
            {
                var text = "";
                await foreach (var update in agent.RunStreamingAsync(prompts["stream"], cancellationToken: cancellationToken))
                {
                    text += update.Text;
                }

                return text;
            },
            ["tools"] = async () =>
            {
                var tools = new ChatClientAgent(chat, "Be kind.", "guarded", null, [AIFunctionFactory.Create(Lookup, "crm_lookup")]);
                var prompt = prompts["tools"].Replace("crm.lookup", "crm_lookup", StringComparison.Ordinal);
                return (await tools.RunAsync(prompt, cancellationToken: cancellationToken)).Text;
            },
            ["structured"] = async () =>
                (await agent.RunAsync<Customer>(prompts["structured"], cancellationToken: cancellationToken)).Result.customer,
            ["block"] = async () => (await agent.RunAsync(prompts["block"], cancellationToken: cancellationToken)).Text,
        };
    }

    [Description("Looks a customer up.")]
    private static string Lookup(string customer) => $"seen {customer}";

#pragma warning disable IDE1006 // The schema's own name of the property.
    private sealed record Customer(string customer);
#pragma warning restore IDE1006
}
