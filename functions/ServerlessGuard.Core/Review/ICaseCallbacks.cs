using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Review;

/// <summary>Tells applications. Throws when the application did not take it; it is then told again later.</summary>
public interface ICaseCallbacks
{
    ValueTask SendAsync(CallbackPolicy callback, CaseNotice notice, CancellationToken cancellationToken);
}
