using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>A chat completion by a revision, plain or streamed, or a whole response.</summary>
internal static class ModelDataPlane
{
    private const int PieceLength = 5;

    public static AzureResponse Complete(JsonNode? body, SimulatedRevision revision, DateTimeOffset now, bool isChat = true)
    {
        SimulatedPrompt prompt;
        try
        {
            var read = JsonSerializer.SerializeToElement(body ?? new JsonObject());
            prompt = isChat ? PromptReader.ReadChat(read) : PromptReader.ReadResponse(read);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            return AzureResponse.Error(400, "BadRequest");
        }

        var answer = RevisionScript.Answer(prompt, revision);
        if (answer.FailWith > 0)
        {
            return AzureResponse.Error(answer.FailWith, "InternalServerError");
        }

        if (!isChat)
        {
            return prompt.Stream
                ? AzureResponse.Error(400, "BadRequest")
                : new AzureResponse(200, new ResponsesApiBody(prompt, answer, "simulated", now.ToUnixTimeSeconds()).ToResponse());
        }

        var chat = new ChatCompletionBody(prompt, answer, "simulated", now.ToUnixTimeSeconds());
        if (!prompt.Stream)
        {
            return new AzureResponse(200, chat.ToCompletion());
        }

        var stream = new StringBuilder();
        foreach (var chunk in chat.ToChunks(PieceLength))
        {
            stream.Append("data: ").Append(chunk.ToJsonString()).Append("\n\n");
        }

        return new AzureResponse(200) { Text = stream.Append("data: [DONE]\n\n").ToString(), TextType = "text/event-stream" };
    }
}
