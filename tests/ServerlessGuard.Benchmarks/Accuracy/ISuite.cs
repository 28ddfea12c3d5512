using System.Text.Json;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Benchmarks.Accuracy;

/// <summary>How one kind of labelled file is scored.</summary>
internal interface ISuite
{
    void Add(JsonElement row, Scanner scanner, double threshold);

    void Print(TextWriter output);
}
