import { Modal } from '../components/modal.tsx'
import { useAppStore } from '../store/app-store.ts'
import { backToHits, closeSearch } from '../store/search-actions.ts'
import { SearchForm } from './search-form.tsx'
import { SearchResults } from './search-results.tsx'
import { SearchSurroundings } from './search-surroundings.tsx'
import { t } from '../language.ts'

/** Looks for messages in the copies on this computer. */
export function SearchDialog(): React.ReactNode {
  const { form, results, marked, surroundings, problem } = useAppStore((state) => state.search)
  return (
    <Modal
      title={t('search.title')}
      className="search"
      onClose={closeSearch}
      onEscape={surroundings === null ? closeSearch : backToHits}
    >
      {surroundings === null ? (
        <>
          <SearchForm form={form} marked={marked} hasHits={results.kind === 'found' && results.hits.length > 0} />
          <SearchResults form={form} results={results} marked={marked} problem={problem} />
        </>
      ) : (
        <SearchSurroundings surroundings={surroundings} />
      )}
    </Modal>
  )
}
