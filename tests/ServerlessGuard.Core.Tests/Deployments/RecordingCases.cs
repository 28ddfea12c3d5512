using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Core.Tests.Deployments;

/// <summary>Keeps the cases that were opened, each once.</summary>
internal sealed class RecordingCases : ICaseOpener
{
    public List<NewCase> Opened { get; } = [];

    public ValueTask<bool> OpenAsync(NewCase value, CancellationToken cancellationToken)
    {
        var isNew = Opened.All(c => c.Id != value.Id);
        if (isNew)
        {
            Opened.Add(value);
        }

        return new(isNew);
    }
}
