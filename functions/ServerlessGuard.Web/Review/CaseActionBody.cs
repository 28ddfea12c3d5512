using System.Text.Json;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Review;

/// <summary>The body of a reviewer's action: <c>{"reason":"…","texts":[{"path":"text0","text":"…"}]}</c>.</summary>
internal sealed record CaseActionBody(string? Reason, IReadOnlyList<CaseEdit> Edits)
{
    private const int MostTexts = 500;

    public static (CaseActionBody? Body, GuardError? Error) Read(JsonElement root, bool isEdit)
    {
        string? reason = null;
        var edits = new List<CaseEdit>();
        foreach (var property in root.EnumerateObject())
        {
            switch (property.Name)
            {
                case "reason" when property.Value.ValueKind == JsonValueKind.String:
                    reason = property.Value.GetString();
                    break;
                case "texts" when isEdit
                    && property.Value.ValueKind == JsonValueKind.Array
                    && property.Value.GetArrayLength() is > 0 and <= MostTexts:
                    foreach (var item in property.Value.EnumerateArray())
                    {
                        if (Text(item, "path") is not { } path || Text(item, "text") is not { } text)
                        {
                            return Bad("texts", "Each of texts has path and text.");
                        }

                        edits.Add(new CaseEdit(path, text));
                    }

                    break;
                default:
                    return Bad(null, isEdit
                        ? $"The body has texts (1 to {MostTexts}), and optionally reason; nothing else."
                        : "The body has an optional reason, and nothing else.");
            }
        }

        return isEdit && edits.Count == 0 ? Bad("texts", "An edit has texts.") : (new CaseActionBody(reason, edits), null);
    }

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static (CaseActionBody?, GuardError?) Bad(string? param, string message) =>
        (null, new GuardError(400, "invalid_request", message, param));
}
