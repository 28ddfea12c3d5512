namespace ServerlessGuard.Detection;

/// <summary>What a scan needs and the next one uses again.</summary>
internal sealed class ScanBuffers
{
    public NormalisedText Normalised { get; } = new();

    /// <summary>Every literal found: where it ends, and which.</summary>
    public List<(int End, int Literal)> Hits { get; } = [];

    /// <summary>The hits that are context words on word boundaries.</summary>
    public List<(int End, int Literal)> Words { get; } = [];

    public List<CompiledRule> Candidates { get; } = [];

    public List<Finding> Findings { get; } = [];

    /// <summary>Per rule, the last start that was tried: starts rise, so that none is tried twice.</summary>
    public int[] LastTried { get; private set; } = [];

    public void Clear(int rules)
    {
        Hits.Clear();
        Words.Clear();
        Candidates.Clear();
        Findings.Clear();
        if (LastTried.Length < rules)
        {
            LastTried = new int[rules];
        }

        Array.Fill(LastTried, -1);
    }
}
