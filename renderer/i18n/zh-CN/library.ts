/** Chinese texts of finding shared cases. */
export const libraryErrors = {
  'saved-search-many': '已保存 {{limit}} 个检索，达到上限。请先删除一个。',
  'statistics-malformed': '无法读取此前的统计记录，为避免推断出个别患者，不再给出统计数字。',
  'library-patient-empty': '该患者尚无可供比较的记录。',
};
