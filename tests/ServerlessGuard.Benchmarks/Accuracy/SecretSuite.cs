using System.Text.Json;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Benchmarks.Accuracy;

/// <summary>Whether a text that holds a secret has any secret finding, by the data's rule family.</summary>
internal sealed class SecretSuite(MissList misses) : ISuite
{
    private readonly ScoreTable table = new();

    public void Add(JsonElement row, Scanner scanner, double threshold)
    {
        var text = row.GetProperty("text").GetString()!;
        var family = string.Join('.', row.GetProperty("rule").GetString()!.Split('.')[..2]);
        var found = scanner.Scan(text, threshold).Any(static f => f.Rule.Category == FindingCategory.Secret);
        var isSecret = row.GetProperty("is_secret").GetBoolean();
        table.Add(family, found && isSecret ? 1 : 0, found && !isSecret ? 1 : 0, !found && isSecret ? 1 : 0);
        if (found != isSecret)
        {
            misses.Add(family, found ? "+" : "-", text, 0, text.Length);
        }
    }

    public void Print(TextWriter output) => table.Print(output);
}
