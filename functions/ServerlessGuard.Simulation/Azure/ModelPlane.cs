using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>A chat completion by a revision, plain or streamed, or a whole response.</summary>
internal static class ModelPlane
{
    private const int PieceLength = 5;

    public static AzureAnswer Complete(JsonNode? body, SimulatedRevision revision, DateTimeOffset now, bool isChat = true)
    {
        SimulatedPrompt prompt;
        try
        {
            var read = JsonSerializer.SerializeToElement(body ?? new JsonObject());
            prompt = isChat ? PromptReader.ReadChat(read) : PromptReader.ReadResponse(read);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            return AzureAnswer.Error(400, "BadRequest");
        }

        var answer = RevisionScript.Answer(prompt, revision);
        if (answer.FailWith > 0)
        {
            return AzureAnswer.Error(answer.FailWith, "InternalServerError");
        }

        if (!isChat)
        {
            return prompt.Stream ? AzureAnswer.Error(400, "BadRequest") : new AzureAnswer(200, new ResponseAnswer(prompt, answer, "simulated", now.ToUnixTimeSeconds()).ToResponse());
        }

        var chat = new ChatAnswer(prompt, answer, "simulated", now.ToUnixTimeSeconds());
        if (!prompt.Stream)
        {
            return new AzureAnswer(200, chat.ToCompletion());
        }

        var stream = new StringBuilder();
        foreach (var chunk in chat.ToChunks(PieceLength))
        {
            stream.Append("data: ").Append(chunk.ToJsonString()).Append("\n\n");
        }

        return new AzureAnswer(200) { Text = stream.Append("data: [DONE]\n\n").ToString(), TextType = "text/event-stream" };
    }
}
